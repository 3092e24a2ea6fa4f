import type { Environ } from '@tsgi/contract';

/**
 * Whether the request may have content. Without `Content-Length` and `Transfer-Encoding` it has none in HTTP/1.1
 * (RFC 9112 §6.3), and may have some in later versions (RFC 9113 §8.1).
 */
export function mayHaveContent({ CONTENT_LENGTH, HTTP_TRANSFER_ENCODING, SERVER_PROTOCOL }: Environ): boolean {
  if (CONTENT_LENGTH !== undefined) return CONTENT_LENGTH !== '0';
  return HTTP_TRANSFER_ENCODING !== undefined || !SERVER_PROTOCOL.startsWith('HTTP/1');
}
