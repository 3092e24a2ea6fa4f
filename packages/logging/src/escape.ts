/** Text that anybody may have sent, so that it stays one field of one line: no format lets it forge another. */

/** What needs nothing: visible ASCII and spaces, without quotes and backslashes. */
const QUOTABLE = /^[ !#-[\]-~]*$/;
/** The same without spaces. */
const BARE = /^[!#-[\]-~]*$/;

const encoder = new TextEncoder();

/** Text for between `"` and `"`, as Apache writes it: `\"`, `\\`, and `\xhh` for each byte that is not visible ASCII. */
export function quotedText(text: string): string {
  return QUOTABLE.test(text) ? text : byteEscapes(text, false);
}

/** Text for a field without quotes: spaces are escaped too. */
export function bareText(text: string): string {
  return BARE.test(text) ? text : byteEscapes(text, true);
}

/** Text as a JSON string of visible ASCII (RFC 8259 §7): no terminal, viewer or parser sees more than one line in it. */
export function jsonText(text: string): string {
  return QUOTABLE.test(text) ? `"${text}"` : `"${unicodeEscapes(text)}"`;
}

/** A line that somebody else has made, on one line: control characters and line separators escaped, the rest as it is. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (char) => unicodeEscape(char.charCodeAt(0)));
}

/** The same text, escaped already, in one piece: to look at a character puts its pieces together, once for all lines it is part of. */
export function flat(text: string): string {
  return text.charCodeAt(0) > 0 ? text : '';
}

function byteEscapes(text: string, spaces: boolean): string {
  let result = '';
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (char === '"' || char === '\\') result += `\\${char}`;
    else if (code > 0x20 && code < 0x7f) result += char;
    else if (code === 0x20) result += spaces ? String.raw`\x20` : char;
    // A header's characters are bytes; others come from the program, and become bytes here.
    else if (code <= 0xff) result += byteEscape(code);
    else for (const byte of encoder.encode(char)) result += byteEscape(byte);
  }
  return result;
}

function byteEscape(byte: number): string {
  return String.raw`\x${byte.toString(16).padStart(2, '0')}`;
}

function unicodeEscapes(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22 || code === 0x5c) result += `\\${text[i]}`;
    else if (code >= 0x20 && code < 0x7f) result += text[i];
    else result += unicodeEscape(code);
  }
  return result;
}

function unicodeEscape(code: number): string {
  return String.raw`\u${code.toString(16).padStart(4, '0')}`;
}
