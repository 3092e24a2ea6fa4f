import type { Middleware } from '@tsgi/contract';

import { parsePrefix } from './path-pattern.ts';
import type { NoNames, Route } from './route.ts';

/** The names of all the routes of a list, each with the params that it needs. */
export type NamesOf<Routes extends readonly Route[]> = Together<
  Routes[number] extends infer Each ? (Each extends Route<infer Names> ? [Names] : never) : never
>;

/** `A & B` of `[A] | [B]`. */
type Together<Boxed> = (Boxed extends readonly [infer Each] ? (each: Each) => void : never) extends (
  all: infer All,
) => void
  ? All
  : NoNames;

/**
 * Puts a prefix before routes, and middleware around what they answer: `group('/api', [auth], [get('/users', …)])`.
 * `/` in a group is the prefix itself. The middleware is called for requests that one of the routes takes, and once when
 * the router is built: what it holds is the whole group's.
 * @throws {TypeError} for a prefix that has params or ends in `/`, and for a middleware that is no function.
 */
export function group<const Routes extends readonly Route[]>(
  prefix: string,
  middleware: readonly Middleware[],
  routes: Routes,
): Route<NamesOf<Routes>> {
  parsePrefix(prefix, `group('${prefix}')`);
  if (!Array.isArray(middleware)) {
    throw new TypeError(`group('${prefix}'): expected a list of middleware, got ${typeof middleware}`);
  }
  const wrong = middleware.find((layer) => typeof layer !== 'function');
  if (wrong !== undefined) throw new TypeError(`group('${prefix}'): expected middleware, got ${typeof wrong}`);
  if (!Array.isArray(routes))
    throw new TypeError(`group('${prefix}'): expected a list of routes, got ${typeof routes}`);
  return Object.freeze({ kind: Object.freeze({ type: 'group', prefix, middleware, routes }) });
}
