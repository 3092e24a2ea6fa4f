/**
 * Bytes as text that a cookie and a form can hold as it is (RFC 4648 §5), without padding. Not every runtime has it built in
 * yet, and `btoa` wants bytes as a string first, which takes longer than to encrypt them.
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Of six bits: the character. */
const CHARACTERS = new TextEncoder().encode(ALPHABET);

/** Of a character: its six bits, or 64 where it has none. */
const BITS = new Uint8Array(128).fill(64);
for (let bits = 0; bits < 64; bits++) BITS[CHARACTERS[bits]!] = bits;

const decoder = new TextDecoder();

export function encodeBase64url(bytes: Uint8Array): string {
  const characters = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    // Past the end there are zeros, of which as many are written as belong to a byte.
    const three = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0 && at < characters.length; shift -= 6) {
      characters[at++] = CHARACTERS[(three >> shift) & 63]!;
    }
  }
  return decoder.decode(characters);
}

/** The bytes of a text; `undefined` where it is not exactly what encoding them gives: one value has one spelling. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  const { length } = text;
  if (length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let at = 0;
  let pending = 0;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const bits = BITS[text.charCodeAt(i)] ?? 64;
    if (bits === 64) return undefined;
    pending = ((pending << 6) | bits) & 0xfff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = pending >> count;
  }
  // The last character may have bits that belong to no byte: they are zeros.
  return (pending & ((1 << count) - 1)) === 0 ? bytes : undefined;
}
