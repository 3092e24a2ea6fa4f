/** Reading a request's body: once, up to a limit. */

import { HttpError, PayloadTooLarge, readBody, type Environ, type Exchange, type Input } from '@tsgi/contract';

/** Options of everything that reads a request's body. */
export interface BodyOptions {
  /** The most bytes that the body may have; one that has more is answered 413. Default: 1 MiB. */
  readonly limit?: number;
}

/** The limit that holds unless told otherwise: 1 MiB. */
export const DEFAULT_BODY_LIMIT = 1_048_576;

/**
 * Which method has read the body of an exchange. Views come and go, and the body under them is one; but a server may have one
 * and the same input for all requests without content, and a layer may put another in its place.
 */
const readers = new WeakMap<Exchange, { readonly input: Input; readonly method: string }>();

/**
 * Takes the body for `method`, which then reads it.
 * @throws {TypeError} where the body has been taken before: its bytes are gone.
 */
export function takeBody(environ: Environ, method: string, { limit = DEFAULT_BODY_LIMIT }: BodyOptions = {}): Input {
  const input = environ['tsgi.input'];
  const exchange = environ['tsgi.exchange'];
  const before = readers.get(exchange);
  if (before?.input === input) {
    throw new TypeError(
      `${method}: the request's body has been read by ${before.method} already; read it once, and keep what it gave`,
    );
  }
  checkMost(method, 'limit', limit);
  readers.set(exchange, { input, method });
  input.limit(limit);
  return input;
}

/** Checks the most that there may be of something. @throws {TypeError} for what bounds nothing, such as NaN. */
export function checkMost(caller: string, name: string, most: unknown): void {
  if (typeof most === 'number' && most >= 0) return;
  throw new TypeError(`${caller}: ${name} must be a number from 0, got ${String(most)}`);
}

/** Reads all of the body. @throws {HttpError} 413 where it is longer than the limit. */
export async function readBytes(environ: Environ, method: string, options?: BodyOptions): Promise<Uint8Array> {
  takeBody(environ, method, options);
  return readBody(environ, { limit: options?.limit ?? DEFAULT_BODY_LIMIT });
}

/** Streams the body. @throws {HttpError} 413, from the read that goes beyond the limit. */
export async function* streamBytes(
  environ: Environ,
  method: string,
  options?: BodyOptions,
): AsyncGenerator<Uint8Array, undefined> {
  const limit = options?.limit ?? DEFAULT_BODY_LIMIT;
  let length = 0;
  for await (const chunk of takeBody(environ, method, options)) {
    // A server keeps the limit by itself (rule S47); a layer in between may have changed the bytes.
    length += chunk.byteLength;
    if (length > limit) throw new PayloadTooLarge(limit);
    yield chunk;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads all of the body as text in `charset`.
 * @throws {HttpError} 415 for a charset that nobody knows, 400 where the bytes are not in it, 413 as above.
 */
export async function readText(
  environ: Environ,
  method: string,
  options?: BodyOptions,
  charset: string = 'utf-8',
): Promise<string> {
  // Before the body is asked for: a client that waits need not send it.
  const decoder = charset === 'utf-8' || charset === 'utf8' ? utf8 : decoderOf(charset);
  const bytes = await readBytes(environ, method, options);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new HttpError(400, `the body is not valid ${decoder.encoding}`, { cause });
  }
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch (cause) {
    throw new HttpError(415, 'the charset of the body is unknown', { cause });
  }
}
