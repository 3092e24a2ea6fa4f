/** A number that changes with the bytes, near enough for finding a buffer that was written to again (FNV-1a). */
export function fingerprint(bytes: Uint8Array, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash;
}
