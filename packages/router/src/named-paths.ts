/** Names of routes, and the paths that they stand for. */

import { compile } from 'path-to-regexp';

import type { Route } from './route.ts';
import { parsePrefix, parsePath } from './path-pattern.ts';
import { tableOf } from './routed-application.ts';
import type { Converter } from './converter.ts';

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
    const texts: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(params)) {
      if (!pattern.names.has(name)) throw new TypeError(`${caller}: there is no param ${name} in ${pattern.source}`);
      if (value !== undefined) texts[name] = textOf(value, converters[name]);
    }
    const path = write(texts);
    // As a segment such a param would lead elsewhere: whoever follows the link resolves it first.
    if (/\/\.\.?(?:\/|$)/.test(path)) throw new TypeError(`${caller}: no path has a segment . or .., got ${path}`);
    return path;
  };
}

function textOf(value: unknown, converter: Converter<unknown> | undefined): string | string[] {
  if (Array.isArray(value)) return value.map((each: unknown) => converter?.format(each) ?? (each as string));
  return converter?.format(value) ?? (value as string);
}
