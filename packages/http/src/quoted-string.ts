/** Quoted strings: what is not a token goes between double quotes (RFC 9110 §5.6.4). */

import { isToken } from './token.ts';

const DQUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Where the quoted string that begins at `from` ends: the index after its closing quote.
 * -1 where no quote stands at `from`, or none closes it.
 */
export function quotedStringEnd(text: string, from: number): number {
  if (text.charCodeAt(from) !== DQUOTE) return -1;
  for (let i = from + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DQUOTE) return i + 1;
    if (code === BACKSLASH) i++;
  }
  return -1;
}

/** What a quoted string says, its quotes and backslashes taken off; `undefined` where `text` is not one. */
export function unquote(text: string): string | undefined {
  if (text.length < 2 || quotedStringEnd(text, 0) !== text.length) return undefined;
  if (!isText(text)) return undefined;
  const inside = text.slice(1, -1);
  if (!inside.includes('\\')) return inside;
  let result = '';
  let start = 0;
  for (let at = inside.indexOf('\\'); at >= 0; at = inside.indexOf('\\', start + 1)) {
    result += inside.slice(start, at);
    // What follows the backslash is taken as it is, another backslash too.
    start = at + 1;
  }
  return result + inside.slice(start);
}

/**
 * `text` as a quoted string.
 * @throws {TypeError} for a control character, or a character above U+00FF: no quoted string can hold them.
 */
export function quote(text: string): string {
  if (!isText(text)) throw new TypeError(`quote(): a quoted string cannot hold ${JSON.stringify(text)}`);
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/**
 * `text` as it is where it is a token, else as a quoted string: how a parameter's value is written (RFC 9110 §5.6.6).
 * @throws {TypeError} as `quote` does.
 */
export function tokenOrQuoted(text: string): string {
  return isToken(text) ? text : quote(text);
}

/** Whether there are only characters that a field value may hold: horizontal tab, visible ones, bytes above 127. */
function isText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f || code > 0xff) return false;
  }
  return true;
}
