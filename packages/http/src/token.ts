/** Tokens: the words that most fields are made of (RFC 9110 §5.6.2). */

/** Of each character code below 128: 1 where it is a `tchar`. */
const TOKEN_CHARS = new Uint8Array(128);
for (const char of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  TOKEN_CHARS[char.charCodeAt(0)] = 1;
}

/** Whether `text` is one token: not empty, and nothing in it but letters, digits and ``!#$%&'*+-.^_`|~``. */
export function isToken(text: string): boolean {
  if (text === '') return false;
  for (let i = 0; i < text.length; i++) {
    if (TOKEN_CHARS[text.charCodeAt(i)] !== 1) return false;
  }
  return true;
}
