import type { Environ } from './environ.ts';
import { PayloadTooLarge } from './payload-too-large.ts';

/** How much `readBody` takes. */
export interface ReadBodyOptions {
  /** The most bytes that the body may have. Default: 1 MiB. */
  readonly limit?: number;
}

/**
 * Reads the whole request body into one array.
 * @throws {PayloadTooLarge} where it is longer than the limit, or than the server's.
 * @throws {ClientDisconnected} where the client went away before its end.
 */
export async function readBody(environ: Environ, { limit = 1_048_576 }: ReadBodyOptions = {}): Promise<Uint8Array> {
  const input = environ['tsgi.input'];
  input.limit(limit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    length += chunk.byteLength;
    if (length > limit) throw new PayloadTooLarge(limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : concatenate(chunks, length);
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
