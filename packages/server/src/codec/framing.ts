/** How content is delimited (RFC 9112 §6): by its length, a number of bytes from 0, or in one of these ways. */

import type { ResponseHead } from './response-head.ts';

/** By the chunked transfer coding (RFC 9112 §7.1). */
export const CHUNKED = -1;
/** By the end of the connection: for clients of HTTP/1.0 (RFC 9112 §6.3). */
export const UNTIL_CLOSE = -2;

/** The header line that a framing needs and the application has not given. */
export function framingLine(framing: number, head: ResponseHead): string {
  if (framing === CHUNKED) return 'Transfer-Encoding: chunked\r\n';
  return framing === UNTIL_CLOSE || head.contentLength !== -1 ? '' : `Content-Length: ${framing}\r\n`;
}
