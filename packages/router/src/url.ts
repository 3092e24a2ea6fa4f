import type { Environ } from '@tsgi/contract';

import type { NamesOf } from './group.ts';
import { namedPaths } from './named-paths.ts';
import type { Route } from './route.ts';
import { prefixOf } from './route-match.ts';

/** Anything that has an environ, as a request does. */
export interface At {
  readonly environ: Environ;
}

/**
 * Writes a link to a named route. With `at`, a request that came by the router, it begins where the router stands, so
 * that it leads to the same application wherever that is mounted; without, at the router itself.
 * @throws {TypeError} for a param that is missing, empty, `.` or `..`, or that its converter refuses.
 */
export type WriteUrl<Names> = <Name extends keyof Names & string>(
  name: Name,
  ...rest: Partial<Names[Name]> extends Names[Name] ? [params?: Names[Name], at?: At] : [params: Names[Name], at?: At]
) => string;

/**
 * Makes the function that links to the named routes of a list: `const link = url(routes)`, then
 * `link('entry', { id: 7 }, request)`. The routes of mounted routers are known by their names too. A handler that is
 * written within the list and links to it has to say that it returns an `Application`, or the compiler goes in circles.
 * @throws {TypeError} for a name that is there twice.
 */
export function url<const Routes extends readonly Route[]>(routes: Routes): WriteUrl<NamesOf<Routes>> {
  const paths = namedPaths(routes, 'url()');
  return function link(name: string, params: object = {}, at?: At): string {
    const write = paths.get(name);
    if (write === undefined) throw new TypeError(`url(): there is no route called '${name}'`);
    const prefix = at === undefined ? '' : (prefixOf(at.environ, routes) ?? at.environ.SCRIPT_NAME);
    const path = prefix + write(params as Readonly<Record<string, unknown>>);
    if (path.startsWith('//')) throw new TypeError(`url(): '${name}' would lead to another site, got ${path}`);
    return path;
  } as WriteUrl<NamesOf<Routes>>;
}
