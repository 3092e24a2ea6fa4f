/** Routes: what a router is made of. */

import type { Application, Middleware } from '@tsgi/contract';
import { isToken } from '@tsgi/http';
import type { Handler, HttpRequest } from '@tsgi/web';

import { checkConverters, type Converter } from './converter.ts';
import type { Converters, PathParams } from './path-params.ts';
import { parsePath } from './path-pattern.ts';

/** What a router is made of: a path with its handler, a mounted application, a group, or one of these with a name. */
export interface Route<out Names = unknown> {
  readonly kind: RouteKind;
  /** The names in it with the params that each needs, for the compiler alone. */
  readonly [names]?: Names;
}

/** A route with a path, which has no name yet. */
export interface PathRoute<out Params = unknown> extends Route<NoNames> {
  readonly kind: HandledRoute;
  /** Its params, for the compiler alone. */
  readonly [params]?: Params;
}

/** No names: nothing to link to. */
export interface NoNames {
  readonly [nothing]?: never;
}

declare const names: unique symbol;
declare const params: unique symbol;
declare const nothing: unique symbol;

/** What a route is. */
export type RouteKind = HandledRoute | MountedRoute | GroupRoute | NamedRoute;

/** A handler for a method and a path. */
export interface HandledRoute {
  readonly type: 'path';
  /** The method, or `undefined` for any. */
  readonly method: string | undefined;
  readonly path: string;
  readonly converters: Readonly<Record<string, Converter<unknown> | undefined>>;
  readonly handler: (request: HttpRequest) => Application | PromiseLike<Application>;
}

/** An application for all that is below a prefix. */
export interface MountedRoute {
  readonly type: 'mount';
  readonly prefix: string;
  readonly app: Application;
}

/** Routes with a prefix, and middleware around what they answer. */
export interface GroupRoute {
  readonly type: 'group';
  readonly prefix: string;
  readonly middleware: readonly Middleware[];
  readonly routes: readonly Route[];
}

/** A route that can be linked to. */
export interface NamedRoute {
  readonly type: 'named';
  readonly name: string;
  readonly route: PathRoute;
}

/**
 * Makes a route: `get('/entries/:id', handler)`, or with converters, `get('/entries/:id', { id: integer }, handler)`.
 * The path is in path-to-regexp's syntax: `:name` takes a segment, or what of one is between texts, `*name` takes one
 * segment or more, `{…}` may be missing, and `\` makes a text of the character behind it.
 * @throws {TypeError} for a path that is malformed, a converter for no param of it, and a handler that is no function.
 */
export interface MakeRoute {
  <const Path extends string>(path: Path, handler: Handler<PathParams<Path>>): PathRoute<PathParams<Path>>;
  <const Path extends string, const By extends Converters<Path>>(
    path: Path,
    converters: By,
    handler: Handler<PathParams<Path, By>>,
  ): PathRoute<PathParams<Path, By>>;
}

/** A route for `GET`, and for `HEAD` where no route of its own is there. */
export const get: MakeRoute = makeRoute('get', 'GET');
/** A route for `POST`. */
export const post: MakeRoute = makeRoute('post', 'POST');
/** A route for `PUT`. */
export const put: MakeRoute = makeRoute('put', 'PUT');
/** A route for `PATCH`. */
export const patch: MakeRoute = makeRoute('patch', 'PATCH');
/** A route for `DELETE`, which is no name that a function can have. */
export const remove: MakeRoute = makeRoute('remove', 'DELETE');
/** A route for `OPTIONS`, in place of the answer that a router has by itself. */
export const options: MakeRoute = makeRoute('options', 'OPTIONS');
/** A route for `HEAD`, in place of the one for `GET`. */
export const head: MakeRoute = makeRoute('head', 'HEAD');
/** A route for every method. */
export const any: MakeRoute = makeRoute('any', undefined);

/**
 * Makes routes of another method: `const query = method('QUERY')`, then `query('/entries', handler)`. Methods are told
 * apart by letter case (RFC 9110 §9.1).
 * @throws {TypeError} for what is no method.
 */
export function method(name: string): MakeRoute {
  if (typeof name !== 'string' || !isToken(name)) {
    throw new TypeError(`method(): expected the name of a method, such as 'QUERY', got ${JSON.stringify(name)}`);
  }
  return makeRoute(`method('${name}')`, name);
}

function makeRoute(caller: string, verb: string | undefined): MakeRoute {
  return function route(path: string, converters: object, handler: unknown = converters): PathRoute<never> {
    const called = `${caller}(${typeof path === 'string' ? `'${path}'` : ''})`;
    if (typeof handler !== 'function')
      throw new TypeError(`${called}: the handler must be a function, got ${typeof handler}`);
    const given = handler === converters ? NO_CONVERTERS : converters;
    // Refused here, where the stack leads to the route; a group may put a prefix before it, which begins with `/`.
    const { names: all } = parsePath(typeof path === 'string' && !path.startsWith('/') ? `/${path}` : path, called);
    checkConverters(given, all, called);
    // Without a prototype: a param may be called `constructor`, and has no converter by that.
    const by: unknown = Object.assign(Object.create(null) as object, given);
    const kind = { type: 'path', method: verb, path, converters: by, handler } as unknown as HandledRoute;
    return Object.freeze({ kind });
  };
}

const NO_CONVERTERS: object = Object.freeze({});
