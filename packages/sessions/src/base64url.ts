/** Bytes as text that a cookie and a form can hold as it is (RFC 4648 §5), without padding. */

/** How many bytes become arguments of one call. */
const PIECE = 8192;

export function encodeBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE) binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes of a text; `undefined` where it is not exactly what encoding them gives: one value has one spelling. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  let binary: string;
  try {
    binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  // The last character may have bits that belong to no byte.
  const spare = text.length % 4;
  if (spare !== 0 && !encodeBase64url(bytes.subarray(bytes.length - (bytes.length % 3))).endsWith(text.slice(-spare))) {
    return undefined;
  }
  return bytes;
}
