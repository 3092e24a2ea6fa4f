import { encodeBase64url } from './base64url.ts';

/** 256 bits that nobody can guess, as 43 characters. */
export function randomId(): string {
  return encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Whether `text` can be one: what no `randomId` looks like need not be looked for. */
export function isRandomId(text: string): boolean {
  return text.length === 43 && /^[\w-]+$/.test(text);
}
