/** Header lists: of responses, of interim responses, of trailers. */

import { shown, type Seam } from './seam.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NOT_LATIN_1 = /[^\t\x20-\x7e\x80-\xff]/;

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** RFC 9110 §6.5.1: fields that frame, route, authenticate, control or describe a message. */
export const NO_TRAILERS: ReadonlySet<string> = new Set([
  'age',
  'authorization',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-location',
  'content-range',
  'content-type',
  'cookie',
  'date',
  'expect',
  'expires',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'location',
  'max-forwards',
  'pragma',
  'range',
  'retry-after',
  'set-cookie',
  'vary',
  'warning',
  'www-authenticate',
]);

/** Names that were found good before, with their lower case. They are the program's own, so they are few. */
const knownNames = new Map<string, string>();
const MOST_KNOWN = 1024;

/** Whether a value is a token (RFC 9110 §5.6.2). */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN.test(value);
}

/** Whether a value is a string of characters with a byte each, none of them a control character but the tab. */
export function isLatin1(value: unknown): value is string {
  return typeof value === 'string' && !NOT_LATIN_1.test(value);
}

/** Checks one field, and returns its name in lower case; `''` where it is in breach. */
export function checkHeader(seam: Seam, what: string, header: unknown): string {
  if (!Array.isArray(header) || header.length !== 2 || typeof header[0] !== 'string' || typeof header[1] !== 'string') {
    const found = Array.isArray(header) ? `[${header.slice(0, 3).map(shown).join(', ')}]` : shown(header);
    seam.breach('A6', `gave ${what} ${found} for a header, which is a pair of strings`);
    return '';
  }
  const name: string = header[0];
  const value: string = header[1];
  const lower = knownNames.get(name) ?? checkName(seam, what, name);
  if (NOT_LATIN_1.test(value)) seam.breach('A8', `gave ${what} the value ${shown(value)} for ${name}`);
  return lower;
}

function checkName(seam: Seam, what: string, name: string): string {
  const lower = name.toLowerCase();
  if (!isToken(name)) seam.breach('A7', `gave ${what} a header named ${shown(name)}`);
  else if (HOP_BY_HOP.has(lower)) seam.breach('A9', `gave ${what} the header ${name}`);
  else if (knownNames.size < MOST_KNOWN) knownNames.set(name, lower);
  return lower;
}

/** Checks a list of fields that is not the head of a final response, and returns their names in lower case. */
export function checkHeaders(seam: Seam, what: string, headers: unknown): string[] {
  if (Array.isArray(headers)) return headers.map((header) => checkHeader(seam, what, header));
  seam.breach('A6', `gave ${what} ${shown(headers)} for headers`);
  return [];
}

/** Checks what `tsgi.trailers` is to send. */
export function checkTrailers(seam: Seam, fields: unknown): void {
  for (const name of checkHeaders(seam, 'tsgi.trailers', fields)) {
    if (NO_TRAILERS.has(name)) seam.breach('A28', `gave tsgi.trailers the field ${name}`);
  }
}
