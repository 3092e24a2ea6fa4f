/** Finds the route of a method and a path. */

import { PathIndex } from './path-index.ts';
import type { Accept } from './path-search.ts';
import type { EntryForm, RouteEntry } from './route-entry.ts';

/** As many forms as a path can have, in path-to-regexp. */
const FORMS = 256;

/** Indexes of the routes of each method. Those for any method are in all of them. */
export class MethodIndex<Found> {
  /** The methods that some route names, in the order in which they come. */
  readonly methods: readonly string[];
  readonly #byMethod = new Map<string, PathIndex<EntryForm, Found>>();
  /** For `GET`, which most requests are: there is nothing to look up. */
  readonly #get: PathIndex<EntryForm, Found>;
  /** For a method that no route names. */
  readonly #any: PathIndex<EntryForm, Found>;
  /** All routes, whatever their method. */
  readonly #all: PathIndex<EntryForm, Found>;
  readonly #entryOf: (found: Found) => RouteEntry;

  constructor(
    entries: readonly RouteEntry[],
    accept: Accept<EntryForm, Found>,
    entryOf: (found: Found) => RouteEntry,
    ignoresCase: boolean,
  ) {
    this.#entryOf = entryOf;
    const indexOf = (takes: (method: string | undefined) => boolean): PathIndex<EntryForm, Found> => {
      const index = new PathIndex(accept, ignoresCase);
      for (const [row, entry] of entries.entries()) {
        if (!takes(entry.method)) continue;
        for (const [form, each] of entry.forms.entries()) index.insert(each.pieces, row * FORMS + form, each);
      }
      return index.seal();
    };
    this.methods = [...new Set(entries.flatMap(({ method }) => method ?? []))];
    for (const name of this.methods) {
      this.#byMethod.set(
        name,
        indexOf((method) => method === undefined || method === name),
      );
    }
    this.#any = indexOf((method) => method === undefined);
    this.#all = indexOf(() => true);
    this.#get = this.#byMethod.get('GET') ?? this.#any;
    // Without routes of its own, HEAD is GET: one look-up in place of two.
    if (!this.#byMethod.has('HEAD')) this.#byMethod.set('HEAD', this.#get);
  }

  /** The first route that matches, or `undefined`. A route for `HEAD` goes before the routes for `GET`. */
  find(method: string, path: string): Found | undefined {
    const found = (method === 'GET' ? this.#get : (this.#byMethod.get(method) ?? this.#any)).find(path);
    if (method !== 'HEAD' || (found !== undefined && this.#entryOf(found).method !== undefined)) return found;
    return this.#get.find(path) ?? found;
  }

  /** The methods that a path has, for `Allow`; `undefined` where it is no route's. */
  allowed(path: string): readonly string[] | undefined {
    if (this.#all.find(path) === undefined) return undefined;
    return withImplied(this.methods.filter((method) => this.#byMethod.get(method)?.find(path) !== undefined));
  }
}

/** Methods, each once, with those that a router answers of itself. */
export function withImplied(methods: readonly string[]): readonly string[] {
  const all = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set([...all, 'OPTIONS'])];
}
