/** Names of routes, and the paths that they stand for. */

import { compile, type PathFunction } from 'path-to-regexp';

import type { Converter } from './converter.ts';
import { parsePath, parsePrefix } from './path-pattern.ts';
import type { Route } from './route.ts';
import { tableOf } from './routed-application.ts';

/** Writes the path of a route, below the router that it is in. */
export type WritePath = (params: Readonly<Record<string, unknown>>) => string;

/**
 * The paths of all named routes, those of mounted routers included.
 * @throws {TypeError} for a name that is there twice.
 */
export function namedPaths(routes: readonly Route[], caller: string): ReadonlyMap<string, WritePath> {
  const paths = new Map<string, WritePath>();
  for (const [name, write] of collect(routes, '', caller)) {
    if (paths.has(name)) throw new TypeError(`${caller}: there are two routes called '${name}'`);
    paths.set(name, write);
  }
  return paths;
}

function* collect(routes: readonly Route[], prefix: string, caller: string): Generator<[string, WritePath]> {
  for (const { kind } of routes) {
    if (kind.type === 'group') yield* collect(kind.routes, prefix + parsePrefix(kind.prefix, caller), caller);
    else if (kind.type === 'mount') {
      const before = prefix + parsePrefix(kind.prefix, caller);
      for (const [name, write] of tableOf(kind.app)?.names ?? []) yield [name, (params) => before + write(params)];
    } else if (kind.type === 'named') {
      const { path, converters } = kind.route.kind;
      yield [kind.name, writePath(prefix, path, converters, `url('${kind.name}')`)];
    }
  }
}

function writePath(
  prefix: string,
  own: string,
  converters: Readonly<Record<string, Converter<unknown> | undefined>>,
  caller: string,
): WritePath {
  const pattern = parsePath(prefix !== '' && own === '/' ? prefix : prefix + own, caller);
  const write = compile({ tokens: [...pattern.tokens] });
  return (params) => {
    const texts = Object.create(null) as Record<string, string | string[]>;
    for (const [name, value] of Object.entries(params)) {
      if (!pattern.names.has(name)) throw new TypeError(`${caller}: there is no param ${name} in ${pattern.source}`);
      if (value !== undefined) texts[name] = textOf(value, converters[name], `${caller}: ${name}`);
    }
    const path = written(write, texts, caller);
    // As a segment such a param would lead elsewhere: whoever follows the link resolves it first.
    if (/\/\.\.?(?:\/|$)/.test(path)) throw new TypeError(`${caller}: no path has a segment . or .., got ${path}`);
    return path;
  };
}

function textOf(value: unknown, converter: Converter<unknown> | undefined, what: string): string | string[] {
  if (Array.isArray(value)) return value.map((each: unknown) => checkText(converter?.format(each) ?? each, what));
  return checkText(converter?.format(value) ?? value, what);
}

/** Servers refuse `%00` (docs/specification.md, canonical paths), and half of a character has no UTF-8. */
function checkText(text: unknown, what: string): string {
  if (typeof text === 'string' && text.isWellFormed() && !text.includes('\0')) return text;
  throw new TypeError(
    `${what} must be text without U+0000 and half characters, got ${typeof text === 'string' ? JSON.stringify(text) : typeof text}`,
  );
}

function written<Texts extends Record<string, string | string[]>>(
  write: PathFunction<Texts>,
  texts: Texts,
  caller: string,
): string {
  try {
    return write(texts);
  } catch (cause) {
    // Of a param that is missing or empty: it does not know which route that is.
    throw new TypeError(`${caller}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
