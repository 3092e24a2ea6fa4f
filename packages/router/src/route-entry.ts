/** Routes as a router looks them up: one row each, groups dissolved. */

import { type Application, compose, derive, type Middleware } from '@tsgi/contract';
import type { TrustedProxies } from '@tsgi/http';
import { answer, HttpRequest } from '@tsgi/web';

import type { Converter } from './converter.ts';
import { shapeOf, type Piece, piecesOf } from './path-form.ts';
import { type FlatToken, type Key, keysOf, parsePath, parsePrefix, type PathPattern } from './path-pattern.ts';
import type { HandledRoute, MountedRoute, Route } from './route.ts';
import { currentMatch, MATCH } from './route-match.ts';

/** A row of the route table. */
export interface RouteEntry {
  /** The method, or `undefined` for any. */
  readonly method: string | undefined;
  /** The path, as it was written, with the prefixes of its groups; for a mount with `/*` at its end. */
  readonly pattern: string;
  /** What the path stands for; `undefined` for a mount. */
  readonly path: PathPattern | undefined;
  readonly forms: readonly EntryForm[];
  readonly converters: HandledRoute['converters'];
  readonly name: string | undefined;
  /** The application that is mounted, and below which prefix. */
  readonly mounted: { readonly app: Application; readonly prefix: string } | undefined;
  /** The middleware of its groups, from the outermost. */
  readonly middleware: readonly Middleware[];
  /** What answers, the groups' middleware included. */
  app: Application;
}

/** One of the forms that a path has. */
export interface EntryForm {
  readonly entry: RouteEntry;
  readonly tokens: readonly FlatToken[];
  readonly pieces: readonly Piece[];
  /** Its params in the order of their values, each with its converter. */
  readonly keys: readonly (Key & { readonly converter: Converter<unknown> | undefined })[];
  /** The names of its params, where they are texts of one segment as they stand in the path. */
  readonly plain: readonly string[] | undefined;
  /** Equal for forms that match the same paths, whatever their params are called. */
  readonly shape: string;
}

/** Where routes stand: below a prefix, within middleware. */
interface Place {
  readonly prefix: string;
  readonly source: string;
  readonly middleware: readonly Middleware[];
}

/** The rows that routes make, in their order. @throws {TypeError} for what is no route. */
export function entriesOf(routes: readonly Route[], proxies: TrustedProxies | undefined): RouteEntry[] {
  return collect(routes, { prefix: '', source: '', middleware: [] }, proxies);
}

function collect(routes: readonly Route[], place: Place, proxies: TrustedProxies | undefined): RouteEntry[] {
  return routes.flatMap((route, index) => {
    const kind = route?.kind;
    switch (kind?.type) {
      case 'path':
        return [pathEntry(kind, place, undefined, proxies)];
      case 'named':
        return [pathEntry(kind.route.kind, place, kind.name, proxies)];
      case 'mount':
        return [mountEntry(kind, place)];
      case 'group': {
        const { prefix, middleware } = kind;
        const inner = {
          prefix: place.prefix + parsePrefix(prefix, 'group()'),
          source: place.source + (prefix === '/' ? '' : prefix),
          middleware: [...place.middleware, ...middleware],
        };
        return wrapGroup(collect(kind.routes, inner, proxies), middleware);
      }
      default:
        throw new TypeError(
          `router(): route ${index + 1} must be made by get(…), mount(…) and the like, got ${typeof route}`,
        );
    }
  });
}

function pathEntry(
  { method, path: own, converters, handler }: HandledRoute,
  { source, middleware }: Place,
  name: string | undefined,
  proxies: TrustedProxies | undefined,
): RouteEntry {
  const pattern = source === '' ? own : own === '/' ? source : source + own;
  const path = parsePath(pattern, `router(): ${method ?? 'any'}`);
  const forms: EntryForm[] = [];
  const app: Application = function routed(environ, startResponse) {
    return answer(handler, new HttpRequest(environ, currentMatch(environ).params, proxies), startResponse);
  };
  const entry = { method, pattern, path, forms, converters, name, mounted: undefined, middleware, app };
  for (const tokens of path.forms) {
    const keys = keysOf(tokens).map((key) => ({ ...key, converter: converters[key.name] }));
    const isPlain = keys.every(({ wildcard, converter }) => !wildcard && converter === undefined);
    const plain = isPlain ? keys.map(({ name: key }) => key) : undefined;
    forms.push({ entry, tokens, pieces: piecesOf(tokens), keys, plain, shape: shapeOf(tokens) });
  }
  return entry;
}

function mountEntry(
  { prefix: own, app: mounted }: MountedRoute,
  { prefix: outer, source, middleware }: Place,
): RouteEntry {
  const prefix = outer + parsePrefix(own, 'mount()');
  const pattern = `${source}${own === '/' ? '' : own}/*`;
  const forms: EntryForm[] = [];
  const app: Application = function mountedBelow(environ, startResponse) {
    // Where letter case does not count, what was asked for is what stands before the rest.
    const { SCRIPT_NAME, PATH_INFO } = environ;
    const at = prefix.length;
    const moved = { SCRIPT_NAME: SCRIPT_NAME + PATH_INFO.slice(0, at), PATH_INFO: PATH_INFO.slice(at) };
    return mounted(derive(environ, moved), startResponse);
  };
  const entry = {
    method: undefined,
    pattern,
    path: undefined,
    forms,
    converters: {},
    name: undefined,
    mounted: { app: mounted, prefix },
    middleware,
    app,
  };
  const tokens: FlatToken[] = prefix === '' ? [] : [{ type: 'text', value: prefix }];
  const pieces: Piece[] = [...(prefix === '' ? [] : [{ type: 'text', value: prefix } as const]), { type: 'below' }];
  forms.push({ entry, tokens, pieces, keys: [], plain: [], shape: `${prefix}\x02` });
  return entry;
}

/** Puts middleware around several rows at once, so that it is one stack for all of them. */
function wrapGroup(entries: RouteEntry[], middleware: readonly Middleware[]): RouteEntry[] {
  if (middleware.length === 0) return entries;
  const inner = new Map(entries.map((entry) => [entry, entry.app]));
  const wrapped = compose(...middleware)(function chosen(environ, startResponse) {
    const app = inner.get(currentMatch(environ).entry);
    if (app === undefined) throw new Error(`${MATCH} is another router's: a middleware of a group must pass it on`);
    return app(environ, startResponse);
  });
  for (const entry of entries) entry.app = wrapped;
  return entries;
}
