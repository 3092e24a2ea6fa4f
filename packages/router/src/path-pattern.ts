/** A path with params, read once: path-to-regexp's syntax, and what it stands for. */

import { parse, pathToRegexp, type Token, type TokenData } from 'path-to-regexp';

import { joinTexts } from './join-texts.ts';

/** A param's place in a path. */
export interface Key {
  readonly name: string;
  /** Whether it takes one segment or more. */
  readonly wildcard: boolean;
}

/** A path without its optional groups: text and keys in a row. */
export type FlatToken = Exclude<Token, { type: 'group' }>;

/** A path's syntax, taken apart. */
export interface PathPattern {
  /** As it was written. */
  readonly source: string;
  readonly tokens: readonly Token[];
  /** The path with and without each of its optional groups; those with come first, and win where both match. */
  readonly forms: readonly (readonly FlatToken[])[];
  /** The names of all its params. */
  readonly names: ReadonlySet<string>;
}

/**
 * Reads a path. Its text is canonical afterwards, as `PATH_INFO` is: `/café` is `/caf%C3%A9`.
 * @throws {TypeError} for what path-to-regexp refuses, a path that does not begin with `/`, a name that is there twice,
 * and text that no canonical path has.
 */
export function parsePath(source: string, caller: string): PathPattern {
  if (typeof source !== 'string') throw new TypeError(`${caller}: the path must be a string, got ${typeof source}`);
  const refuse = (what: string): never => {
    throw new TypeError(`${caller}: ${what}, got ${JSON.stringify(source)}`);
  };
  let encoded = true;
  const encodePath = (text: string): string => {
    const path = canonicalText(text);
    encoded &&= path !== undefined;
    return path ?? '';
  };
  const data = read(source, encodePath, caller);
  if (!encoded) refuse('the path must have no malformed % and no half of a character');
  const forms = flatten(data.tokens).map((form) => joinTexts(form));
  for (const form of forms) {
    if (form[0]?.type !== 'text' || !form[0].value.startsWith('/')) refuse('the path must begin with /');
    const keys = form.filter((token) => token.type !== 'text').map(({ name }) => name);
    if (new Set(keys).size < keys.length) refuse('every param of the path must have a name of its own');
    // In an object it would be no property like others.
    if (keys.includes('__proto__')) refuse('a param must not be called __proto__');
    if (/\/\.\.?(?:\/|$)/.test(form.map((token) => (token.type === 'text' ? token.value : 'x')).join(''))) {
      refuse('the path must have no segment . or .., which PATH_INFO never has');
    }
  }
  const names = new Set(forms.flatMap((form) => keysOf(form).map(({ name }) => name)));
  return { source, tokens: data.tokens, forms, names };
}

function read(source: string, encodePath: (text: string) => string, caller: string): TokenData {
  try {
    const data = parse(source, { encodePath });
    // What goes beyond the syntax, such as two params side by side, shows only here.
    pathToRegexp(data);
    return data;
  } catch (cause) {
    throw new TypeError(`${caller}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Reads a prefix: a path without params, or `''`. @throws {TypeError} for one that has any, or ends in `/`. */
export function parsePrefix(source: string, caller: string): string {
  if (source === '' || source === '/') return '';
  const { forms } = parsePath(source, caller);
  const [form] = forms;
  const text = form?.map((token) => (token.type === 'text' ? token.value : '/')).join('') ?? '';
  if (forms.length !== 1 || text.endsWith('/') || form?.some((token) => token.type !== 'text')) {
    throw new TypeError(`${caller}: the prefix must be text that does not end in /, got ${JSON.stringify(source)}`);
  }
  return text;
}

/** The keys of a form, in their order. */
export function keysOf(form: readonly FlatToken[]): readonly Key[] {
  return form.flatMap((token) =>
    token.type === 'text' ? [] : { name: token.name, wildcard: token.type === 'wildcard' },
  );
}

/** With and without each group, in path-to-regexp's own order: first the form with a group, then that without it. */
function flatten(tokens: readonly Token[]): FlatToken[][] {
  let forms: FlatToken[][] = [[]];
  for (const token of tokens) {
    const choices = token.type === 'group' ? [...flatten(token.tokens), []] : [[token]];
    forms = forms.flatMap((form) => choices.map((each) => [...form, ...each]));
  }
  return forms;
}

/** Text as it stands in a canonical path; `undefined` where it can stand in none. */
function canonicalText(text: string): string | undefined {
  if (!text.isWellFormed() || /%(?![0-9A-Fa-f]{2})|%00|\0/.test(text)) return undefined;
  return text
    .replaceAll(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu, encodeURIComponent)
    .replaceAll(/%[0-9A-Fa-f]{2}/g, (escape) => {
      const char = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /[A-Za-z0-9\-._~]/.test(char) ? char : escape.toUpperCase();
    });
}
