import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What the keys of `sessions()` are made of. */
const PLAIN = /^[\w-]{1,128}$/;

/**
 * A key as any server can hold it, whatever it is made of: itself where it is as `sessions()` makes them, else a hash of
 * it. Other keys come from nobody but clients: they may have characters that a database refuses, or takes for others, and may be
 * longer than an index can hold.
 */
export function plainKey(key: string): string {
  if (PLAIN.test(key)) return key;
  // Code units, not UTF-8: in that all lone surrogates are the same.
  const units = new Uint8Array(key.length * 2);
  for (let index = 0; index < key.length; index += 1) {
    const unit = key.charCodeAt(index);
    units[index * 2] = unit & 0xff;
    units[index * 2 + 1] = unit >> 8;
  }
  return `sha256:${bytesToHex(sha256(units))}`;
}
