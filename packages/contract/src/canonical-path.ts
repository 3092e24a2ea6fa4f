const PERCENT = 0x25;
const SLASH = 0x2f;
const DOT = 0x2e;

/** Of each byte: 1 where RFC 3986 §3.3 allows it in a path as it is (pchar and `/`), 2 where it is unreserved (§2.3) as well. */
const PATH_BYTES = new Uint8Array(256);
for (const char of "!$&'()*+,;=:@/") PATH_BYTES[char.charCodeAt(0)] = 1;
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~')
  PATH_BYTES[char.charCodeAt(0)] = 2;

const HEX = '0123456789ABCDEF';

/**
 * The canonical form of a path: `%XX` decoded for unreserved characters only, other escapes in upper case, bytes that
 * a path may not hold percent-encoded, and then dot segments removed; `//` stays (RFC 3986 §6.2.2, §5.2.4).
 *
 * `raw` holds one byte a character. The result is `undefined` where `raw` is malformed: a `%` without two hexadecimal
 * digits, a NUL in either form, a character above U+00FF, or no `/` at its start. The empty path is canonical.
 */
export function canonicalPath(raw: string): string | undefined {
  if (raw === '') return '';
  if (raw.charCodeAt(0) !== SLASH) return undefined;
  let dots = false;
  for (let i = 1; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    // A path without escapes, odd bytes or segments that begin with a dot is its own canonical form.
    if (code > 0xff || PATH_BYTES[code] === 0) {
      const encoded = normalizeEscapes(raw, i);
      return encoded === undefined || !encoded.includes('/.') ? encoded : removeDotSegments(encoded);
    }
    if (code === DOT && raw.charCodeAt(i - 1) === SLASH) dots = true;
  }
  return dots ? removeDotSegments(raw) : raw;
}

function normalizeEscapes(raw: string, from: number): string | undefined {
  let result = raw.slice(0, from);
  for (let i = from; i < raw.length; i++) {
    let code = raw.charCodeAt(i);
    if (code === 0 || code > 0xff) return undefined;
    if (code === PERCENT) {
      const high = hexValue(raw.charCodeAt(i + 1));
      const low = hexValue(raw.charCodeAt(i + 2));
      if (high < 0 || low < 0) return undefined;
      code = high * 16 + low;
      if (code === 0) return undefined;
      i += 2;
      result += PATH_BYTES[code] === 2 ? String.fromCharCode(code) : escapeByte(code);
    } else {
      result += PATH_BYTES[code] === 0 ? escapeByte(code) : raw[i];
    }
  }
  return result;
}

function escapeByte(code: number): string {
  return `%${HEX[code >> 4]}${HEX[code & 15]}`;
}

/** The value of a hexadecimal digit's character code, or -1; NaN, past the end, gives -1 too. */
function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const upper = code & ~0x20;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}

/** RFC 3986 §5.2.4, for a path that starts with `/`. */
function removeDotSegments(path: string): string {
  const segments = path.split('/');
  const last = segments.at(-1);
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') {
      // The first, empty segment stands for the leading slash: `..` at the root stays there.
      if (kept.length > 1) kept.pop();
    } else if (segment !== '.') kept.push(segment);
  }
  if (last === '.' || last === '..') kept.push('');
  return kept.length === 1 ? '/' : kept.join('/');
}
