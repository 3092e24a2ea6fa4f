/** Which bytes may stand where in a request head. One table look-up a byte, with a bit for each place. */

/** A byte of a token: methods and field names (RFC 9110 §5.6.2). */
export const TOKEN = 1;
/** A byte of a field value: visible ASCII, space, tab, and the obsolete 0x80–0xFF (RFC 9110 §5.5). */
export const FIELD_VALUE = 2;
/** A byte of a request target. Wider than RFC 9112 §3.2: what a path may not hold is percent-encoded later; never `#`. */
export const TARGET = 4;

/** The classes of each of the 256 bytes. */
export const BYTE_CLASSES: Uint8Array = new Uint8Array(256);

for (let byte = 0x21; byte <= 0xff; byte++) {
  if (byte === 0x7f) continue;
  BYTE_CLASSES[byte] = FIELD_VALUE | (byte === 0x23 ? 0 : TARGET);
}
for (const byte of [0x09, 0x20]) BYTE_CLASSES[byte] = FIELD_VALUE;
for (const char of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  const code = char.charCodeAt(0);
  BYTE_CLASSES[code] = (BYTE_CLASSES[code] ?? 0) | TOKEN;
}

export const CR = 0x0d;
export const LF = 0x0a;
export const SPACE = 0x20;
export const TAB = 0x09;
export const COLON = 0x3a;
