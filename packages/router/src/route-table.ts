/** All that a router knows of its routes. */

import type { TrustedProxies } from '@tsgi/http';

import { findConflict } from './find-conflict.ts';
import type { Spelling } from './locate.ts';
import { MethodIndex } from './method-index.ts';
import { namedPaths, type WritePath } from './named-paths.ts';
import { MALFORMED, NO_PARAMS, readParams } from './read-params.ts';
import type { Route } from './route.ts';
import { entriesOf, type EntryForm, type RouteEntry } from './route-entry.ts';
import type { RouteMatch } from './route-match.ts';
import { writeForm } from './write-form.ts';

/** What matches, and what the path would be in the letters of the route. */
export interface TableMatch extends RouteMatch {
  /** Whether a param of the path is not UTF-8. */
  readonly malformed: boolean;
  /** The path as the route spells it; absent where letter case counts. */
  readonly spelled?: string;
}

/** The routes of a router, made ready to be looked up. */
export class RouteTable {
  readonly routes: readonly Route[];
  readonly entries: readonly RouteEntry[];
  readonly names: ReadonlyMap<string, WritePath>;
  /** The look-up for paths as they are. */
  readonly exact: MethodIndex<TableMatch>;
  #loose: MethodIndex<TableMatch> | undefined;

  /** @throws {TypeError} for what is no route, a route that can never match, and a name that is there twice. */
  constructor(routes: readonly Route[], proxies: TrustedProxies | undefined, letterCase: Spelling = 'exact') {
    if (!Array.isArray(routes)) throw new TypeError(`router(): expected a list of routes, got ${typeof routes}`);
    this.routes = routes;
    this.entries = entriesOf(routes, proxies);
    const conflict = findConflict(this.entries, letterCase === 'ignore');
    if (conflict !== undefined) {
      const { entry, by } = conflict;
      throw new TypeError(
        `router(): ${shown(entry)} can never match: ${shown(by)}, which comes first, takes its paths`,
      );
    }
    this.names = namedPaths(routes, 'router()');
    this.exact = new MethodIndex(this.entries, accept, entryOf, false);
  }

  /** The look-up for which letter case does not count. Made on first use. */
  get loose(): MethodIndex<TableMatch> {
    return (this.#loose ??= new MethodIndex(this.entries, acceptLoosely, entryOf, true));
  }
}

function accept(form: EntryForm, values: readonly string[], path: string): TableMatch | undefined {
  const params = readParams(form, values, path);
  if (params === undefined) return undefined;
  const malformed = params === MALFORMED;
  return { entry: form.entry, params: malformed ? NO_PARAMS : params, malformed };
}

function acceptLoosely(form: EntryForm, values: readonly string[], path: string): TableMatch | undefined {
  const match = accept(form, values, path);
  return match && { ...match, spelled: writeForm(form.tokens, values) };
}

function entryOf({ entry }: TableMatch): RouteEntry {
  return entry;
}

function shown({ method, pattern }: RouteEntry): string {
  return `${method ?? 'any'} ${pattern}`;
}
