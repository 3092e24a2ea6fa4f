/** Numbers that change with bytes, near enough for finding memory that was written to (FNV-1a). */

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** The bytes' fingerprint. With that of what stands before them as `seed`, it is the same however they are split. */
export function fingerprint(bytes: Uint8Array, seed: number = SEED): number {
  return printed(bytes, 0, bytes.length, seed);
}

/** The fingerprint of memory, which is looked at whole: four bytes at a time, for a chunk may be long. */
export function memoryPrint(bytes: Uint8Array): number {
  const { buffer, byteOffset, length } = bytes;
  if (length < 64) return fingerprint(bytes);
  // Words begin at multiples of their size.
  const first = -byteOffset & 3;
  const words = new Int32Array(buffer, byteOffset + first, (length - first) >> 2);
  let hash = printed(bytes, 0, first, SEED);
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, PRIME);
  return printed(bytes, first + words.byteLength, length, hash);
}

function printed(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let hash = seed;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, PRIME);
  return hash;
}
