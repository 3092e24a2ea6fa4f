/** Entity tags (RFC 9110 §8.8.3): as they are written in a field, quotes and all, and taken apart. */

import { trimmed } from './split-list.ts';

const DQUOTE = 0x22;
const COMMA = 0x2c;
const SPACE = 0x20;
const HTAB = 0x09;

/** An entity tag, taken apart. */
export interface ETag {
  /** What stands between the quotes. */
  readonly opaque: string;
  /** Whether `W/` stands before them: equal tags promise the same meaning, not the same bytes. */
  readonly weak: boolean;
}

/** Compares two entity tags, each as it is written: `strongMatch` or `weakMatch`. */
export type MatchETags = (a: string, b: string) => boolean;

/** Takes apart an entity tag: `W/"67ab43"`. `undefined` where `text` is not one. */
export function parseETag(text: string): ETag | undefined {
  const written = trimmed(text);
  if (written === '' || etagEnd(written, 0) !== written.length) return undefined;
  const weak = written.startsWith('W/');
  return { opaque: written.slice(weak ? 3 : 1, -1), weak };
}

/**
 * Writes an entity tag: `formatETag('67ab43')` is `"67ab43"`, `formatETag('67ab43', { weak: true })` is `W/"67ab43"`.
 * @throws {TypeError} for a space, a quote, a control character or one above U+00FF, none of which a tag may hold.
 */
export function formatETag(opaque: string, options?: { readonly weak?: boolean }): string {
  const text = `${options?.weak === true ? 'W/' : ''}"${opaque}"`;
  if (etagEnd(text, 0) !== text.length) {
    throw new TypeError(`formatETag(): an entity tag cannot hold ${JSON.stringify(opaque)}`);
  }
  return text;
}

/** Whether both are strong and the same (RFC 9110 §8.8.3.2). A weak tag matches nothing, itself neither. */
export function strongMatch(a: string, b: string): boolean {
  return a === b && a.charCodeAt(0) === DQUOTE;
}

/** Whether both are the same but for `W/` (RFC 9110 §8.8.3.2). */
export function weakMatch(a: string, b: string): boolean {
  const fromA = a.startsWith('W/') ? 2 : 0;
  const fromB = b.startsWith('W/') ? 2 : 0;
  return a.length - fromA === b.length - fromB && a.endsWith(fromB === 0 ? b : b.slice(2));
}

/**
 * The tags of an `If-Match` or `If-None-Match`, each as it is written, or `'*'`. `undefined` where the field is empty
 * or malformed anywhere.
 */
export function parseETagList(text: string): '*' | string[] | undefined {
  if (trimmed(text) === '*') return '*';
  const tags: string[] = [];
  const wellFormed = scan(text, (tag) => void tags.push(tag));
  return wellFormed && tags.length > 0 ? tags : undefined;
}

/**
 * Whether one of the tags listed in `text` matches `etag`. Of a malformed list, what stands before the fault counts.
 * `'*'` is not a tag: what it means depends on the field.
 */
export function matchesETagList(text: string, etag: string, match: MatchETags): boolean {
  // Nearly always there is one tag, and it is this one or it is not.
  if (text === etag) return match(text, etag) && etagEnd(text, 0) === text.length;
  let found = false;
  scan(text, (tag) => {
    found = match(tag, etag);
    return found;
  });
  return found;
}

/** Calls `visit` with each tag until it returns true; returns false where it met something that is no tag. */
function scan(text: string, visit: (tag: string) => boolean | void): boolean {
  let separated = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === COMMA) separated = true;
    else if (code !== SPACE && code !== HTAB) {
      const end = separated ? etagEnd(text, i) : -1;
      if (end < 0) return false;
      if (visit(text.slice(i, end)) === true) return true;
      separated = false;
      i = end - 1;
    }
  }
  return true;
}

/** Where the entity tag that begins at `from` ends; -1 where none does. */
function etagEnd(text: string, from: number): number {
  const open = text.startsWith('W/', from) ? from + 2 : from;
  if (text.charCodeAt(open) !== DQUOTE) return -1;
  for (let i = open + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DQUOTE) return i + 1;
    // etagc: visible characters, and bytes above 127.
    if (code <= SPACE || code === 0x7f || code > 0xff) return -1;
  }
  return -1;
}
