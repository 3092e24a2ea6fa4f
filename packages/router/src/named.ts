import type { PathRoute, Route } from './route.ts';

/**
 * Gives a route a name, by which `url` makes links to it: `named('entry', get('/entries/:id', handler))`.
 * @throws {TypeError} for a name that is not text, and for a mount or a group, which have no path of their own.
 */
export function named<const Name extends string, Params>(
  name: Name,
  route: PathRoute<Params>,
): Route<Readonly<Record<Name, Params>>> {
  if (typeof name !== 'string' || name === '')
    throw new TypeError(`named(): the name must be text, got ${typeof name}`);
  if (route?.kind?.type !== 'path')
    throw new TypeError(`named('${name}'): expected a route with a path, such as get(…)`);
  return Object.freeze({ kind: Object.freeze({ type: 'named', name, route }) });
}
