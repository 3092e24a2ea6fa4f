/** A form of a path as the index takes it: pieces, each of which can be matched in one way only. */

import { pathToRegexp } from 'path-to-regexp';

import { joinTexts } from './join-texts.ts';
import type { FlatToken } from './path-pattern.ts';

/**
 * A piece of a path:
 * - `text` stands there as it is;
 * - `segment` is a param up to the end of its segment, at least one character;
 * - `part` is the rest of a segment in which params and text follow each other, and needs an expression;
 * - `rest` is a wildcard up to the end of the path, at least one character;
 * - `tail` is the rest of a path in which a wildcard has something behind it, and needs an expression;
 * - `below` is the end of the path, or a `/` and whatever follows: what a mount takes.
 */
export type Piece =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'segment' }
  | { readonly type: 'rest' }
  | { readonly type: 'below' }
  | { readonly type: 'part' | 'tail'; readonly source: string };

/** Takes a form apart. */
export function piecesOf(form: readonly FlatToken[]): Piece[] {
  const pieces: Piece[] = [];
  // Texts are cut where a segment ends, so that a part of a segment can be told from the segments behind it.
  const tokens = form.flatMap((token) => (token.type === 'text' ? cut(token.value) : [token]));
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at]!;
    if (token.type === 'text') {
      pieces.push(token);
      at++;
      continue;
    }
    let end = at;
    while (end < tokens.length && !startsSegment(tokens[end]!)) end++;
    const segment = tokens.slice(at, end);
    const wildcard = segment.some(({ type }) => type === 'wildcard');
    if (wildcard) end = tokens.length;
    if (end - at > 1) {
      pieces.push({ type: wildcard ? 'tail' : 'part', source: expression(tokens.slice(at, end)) });
    } else pieces.push({ type: wildcard ? 'rest' : 'segment' });
    at = end;
  }
  return joinTexts(pieces);
}

/** What a path is, whatever its params are called: paths of one shape match the same. */
export function shapeOf(form: readonly FlatToken[]): string {
  return form.map((token) => (token.type === 'text' ? token.value : token.type === 'param' ? '\0' : '\x01')).join('');
}

/** `/a/b` as `/a` and `/b`. */
function cut(text: string): FlatToken[] {
  return text.split(/(?=\/)/).map((value) => ({ type: 'text', value }));
}

function startsSegment(token: FlatToken): boolean {
  return token.type === 'text' && token.value.startsWith('/');
}

function expression(tokens: readonly FlatToken[]): string {
  return pathToRegexp({ tokens: joinTexts(tokens) }, { sensitive: true, trailing: false }).regexp.source;
}
