/** Finds the first of many paths that matches, without trying one after the other. */

import { KnownPaths } from './known-paths.ts';
import type { Piece } from './path-form.ts';
import { type Leaf, PathNode } from './path-node.ts';
import { type Accept, PathSearch } from './path-search.ts';

/** An index of paths, each with a target. */
export class PathIndex<Target, Found> {
  readonly #root = new PathNode<Target>('', '');
  /** What a path that is all text finds, where nothing that came before it could match it as well. */
  #known = new KnownPaths<Found>(new Map());
  readonly #texts: { readonly path: string; readonly leaf: Leaf<Target> }[] = [];
  readonly #accept: Accept<Target, Found>;
  readonly #ignoresCase: boolean;

  constructor(accept: Accept<Target, Found>, ignoresCase = false) {
    this.#accept = accept;
    this.#ignoresCase = ignoresCase;
  }

  /** Adds a path. Of those that match, the one of the lowest order is found. */
  insert(pieces: readonly Piece[], order: number, target: Target): void {
    const all = this.#ignoresCase ? pieces.map(lowered) : pieces;
    const leaf = { order, target };
    this.#root.insert(all, leaf, this.#ignoresCase ? 'i' : '');
    const [piece] = all;
    if (all.length === 1 && piece?.type === 'text') this.#texts.push({ path: piece.value, leaf });
  }

  /** To be called when all paths are in: finds out which are found by their text alone. */
  seal(): this {
    const known = new Map<string, Found>();
    for (const { path, leaf } of this.#texts) {
      const firstOf = new PathSearch<Target, Target>(path, path, (target) => target);
      firstOf.walk(this.#root, 0, 0);
      const found = firstOf.best === leaf.order ? this.#accept(leaf.target, [], path) : undefined;
      if (found !== undefined) known.set(path, found);
    }
    this.#known = new KnownPaths(known);
    return this;
  }

  /** The first path that matches `raw`, or `undefined`. */
  find(raw: string): Found | undefined {
    const path = this.#ignoresCase ? raw.toLowerCase() : raw;
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const search = new PathSearch(path, raw, this.#accept);
    search.walk(this.#root, 0, 0);
    return search.found;
  }
}

function lowered(piece: Piece): Piece {
  return piece.type === 'text' ? { type: 'text', value: piece.value.toLowerCase() } : piece;
}
