/** What a router has found, for whoever is within it, or around it. */

import { derive, type Environ } from '@tsgi/contract';

import type { Route } from './route.ts';
import type { RouteEntry } from './route-entry.ts';

/** The key of the environ under which a router leaves what it has found. */
export const MATCH = 'router.match';

/** What a router has found. */
export interface RouteMatch {
  readonly entry: RouteEntry;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a router has left in the exchange's state. */
export interface Passage {
  /** The routes of the router, by which links to it are known. */
  readonly routes: readonly Route[];
  /** Where the router stands. */
  readonly prefix: string;
  /** The patterns of the mounts that lead to it, and its own. */
  readonly pattern: string;
  /** Of the router that this one is mounted in. */
  readonly outer: Passage | undefined;
}

const PASSAGE = Symbol('the route of @tsgi/router');

/** The specification's key for the pattern (rule M11): layers that do not know this package read it too. */
const ROUTE = 'http.route';

/** What the router around has found. @throws {Error} where no router is. */
export function currentMatch(environ: Environ): RouteMatch {
  const match = environ[MATCH] as RouteMatch | undefined;
  if (match === undefined) throw new Error('there is no router around this application');
  return match;
}

/**
 * The params of the route that leads here, as its handler gets them: for applications and middleware within a router.
 * @throws {Error} where no router is around.
 */
export function routeParams(environ: Environ): Readonly<Record<string, unknown>> {
  const match = environ[MATCH] as RouteMatch | undefined;
  if (match === undefined) {
    throw new Error('routeParams(): there is no router around this application, whose environ would have the params');
  }
  return match.params;
}

/**
 * The pattern of the route that was taken, such as `/admin/users/:id`, for logs and metrics: it takes few values, as the
 * path does not. Any layer may ask, also one around the router once it has answered; `undefined` where no route was taken.
 * What a mounted application does with its paths shows where it is a router; else the pattern ends in `/*`.
 */
export function routePattern(environ: Environ): string | undefined {
  return passageOf(environ)?.pattern;
}

/** Leaves what a router has found for those within, whose environ it gives, and those around. */
export function leaveMatch(environ: Environ, routes: readonly Route[], match: RouteMatch): Environ {
  const { state } = environ['tsgi.exchange'];
  const { entry } = match;
  const last = environ[MATCH] === undefined ? undefined : passageOf(environ);
  // A mount's pattern ends in `/*`, in whose place comes what the router within finds.
  const before = last?.pattern.endsWith('/*') === true ? last.pattern.slice(0, -2) : '';
  const prefix = environ.SCRIPT_NAME;
  const pattern = before + entry.pattern;
  state.set(PASSAGE, { routes, prefix, pattern, outer: last } satisfies Passage);
  state.set(ROUTE, pattern);
  // What a router around has found stays there (rule A20).
  if (environ[MATCH] !== undefined) return derive(environ, { [MATCH]: match });
  environ[MATCH] = match;
  return environ;
}

/** Where the router of these routes stands in this exchange; `undefined` where it has not been come by. */
export function prefixOf(environ: Environ, routes: readonly Route[]): string | undefined {
  let passage = passageOf(environ);
  while (passage !== undefined && passage.routes !== routes) passage = passage.outer;
  return passage?.prefix;
}

/** Makes the exchange forget the routes that were taken since it stood at `before`. */
export function goBackTo(before: Passage | undefined, environ: Environ): void {
  if (passageOf(environ) === before) return;
  const { state } = environ['tsgi.exchange'];
  if (before === undefined) for (const key of [PASSAGE, ROUTE]) state.delete(key);
  else state.set(PASSAGE, before).set(ROUTE, before.pattern);
}

/** Where the exchange stands; `undefined` where no route was taken. */
export function passageOf(environ: Environ): Passage | undefined {
  return environ['tsgi.exchange'].state.get(PASSAGE) as Passage | undefined;
}
