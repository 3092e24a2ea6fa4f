/** Finds the first of many paths that matches, without trying one after the other. */

import type { Piece } from './path-form.ts';
import { type Leaf, PathNode } from './path-node.ts';

/**
 * Makes of the texts of a path's params what is found; `undefined` where they do not fit, and the search goes on.
 * The list is the search's own, and may have more at its end. Where nothing is `encoded`, they are as they are.
 */
export type Accept<Target, Found> = (target: Target, values: readonly string[], encoded: boolean) => Found | undefined;

/** A search that is under way. Kept for the next one: a search allocates nothing then but what it finds. */
class Search<Target, Found> {
  /** The path as it is compared, and as it came: they differ where letter case does not count. */
  path = '';
  raw = '';
  /** Whether there is a `%` in it. */
  encoded = false;
  best: number = Number.POSITIVE_INFINITY;
  found: Found | undefined;
  /** The texts of the params on the way to where the search is. */
  values: string[] = [];
  readonly #accept: Accept<Target, Found>;

  constructor(accept: Accept<Target, Found>) {
    this.#accept = accept;
  }

  /**
   * Looks at what is below `node`, whose own text has been seen, from `at` on. Every node is visited once at most,
   * whatever the path is: no piece can take more or less than it does, so there is nothing to try again.
   */
  walk(start: PathNode<Target>, from: number, depth: number): void {
    const { path } = this;
    const { length } = path;
    let node = start;
    let at = from;
    while (node.first < this.best) {
      if (at === length) {
        this.#offer(node.leaves);
        this.#offer(node.belows);
        return;
      }
      let next = node.texts[path.charCodeAt(at) - node.base];
      if (next !== undefined && !isAt(next.text, path, at)) next = undefined;
      if (!node.forks) {
        if (next === undefined) return;
        at += next.text.length;
        node = next;
        continue;
      }
      if (next !== undefined) this.walk(next, at + next.text.length, depth);
      if (node.rests.length > 0 || node.belows.length > 0) this.#takeRest(node, at, depth);
      if (node.parts.length > 0 || node.tails.length > 0) this.#tryExpressions(node, at, depth);
      if (node.segment === undefined) return;
      const end = segmentEnd(path, at);
      if (end === at) return;
      if (node.segment.first >= this.best) return;
      this.values[depth++] = this.raw.slice(at, end);
      node = node.segment;
      at = end;
    }
  }

  #takeRest(node: PathNode<Target>, at: number, depth: number): void {
    if (this.path.charCodeAt(at) === SLASH) this.#offer(node.belows);
    if (node.rests.length === 0) return;
    this.values[depth] = this.raw.slice(at);
    this.#offer(node.rests);
  }

  #tryExpressions(node: PathNode<Target>, at: number, depth: number): void {
    const end = segmentEnd(this.path, at);
    for (const branch of node.parts) {
      if (branch.node.first < this.best) this.#follow(branch.expression, branch.node, at, end, depth);
    }
    for (const branch of node.tails) {
      if (branch.node.first < this.best) this.#follow(branch.expression, branch.node, at, this.path.length, depth);
    }
  }

  #follow(expression: RegExp, node: PathNode<Target>, at: number, end: number, depth: number): void {
    const match = expression.exec(this.raw.slice(at, end));
    if (match === null) return;
    for (let key = 1; key < match.length; key++) this.values[depth + key - 1] = match[key]!;
    this.walk(node, end, depth + match.length - 1);
  }

  #offer(leaves: readonly Leaf<Target>[]): void {
    for (let index = 0; index < leaves.length; index++) {
      const leaf = leaves[index]!;
      if (leaf.order >= this.best) return;
      const found = this.#accept(leaf.target, this.values, this.encoded);
      if (found !== undefined) {
        this.best = leaf.order;
        this.found = found;
        return;
      }
    }
  }
}

/** An index of paths, each with a target. */
export class PathIndex<Target, Found> {
  readonly #root = new PathNode<Target>('');
  /** What a path that is all text finds, where nothing that came before it could match it as well. */
  readonly #known = new Map<string, Found>();
  /** 1 at the lengths that such paths have: a longer or shorter one need not be hashed, which takes time by itself. */
  #lengths = new Uint8Array(0);
  readonly #texts: { readonly path: string; readonly leaf: Leaf<Target> }[] = [];
  readonly #accept: Accept<Target, Found>;
  readonly #ignoresCase: boolean;
  #spare: Search<Target, Found> | undefined;

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
    const firstOf = new Search<Target, Target>((target) => target);
    for (const { path, leaf } of this.#texts) {
      firstOf.path = firstOf.raw = path;
      firstOf.best = Number.POSITIVE_INFINITY;
      firstOf.walk(this.#root, 0, 0);
      const found = firstOf.best === leaf.order ? this.#accept(leaf.target, [], false) : undefined;
      if (found !== undefined) this.#known.set(path, found);
    }
    this.#lengths = new Uint8Array(Math.max(0, ...this.#texts.map(({ path }) => path.length)) + 1);
    for (const path of this.#known.keys()) this.#lengths[path.length] = 1;
    return this;
  }

  /** The first path that matches `raw`, or `undefined`. */
  find(raw: string): Found | undefined {
    const path = this.#ignoresCase ? raw.toLowerCase() : raw;
    if (this.#lengths[path.length] === 1) {
      const known = this.#known.get(path);
      if (known !== undefined) return known;
    }
    // A converter that looks something up in this index finds no spare one.
    const search = this.#spare ?? new Search(this.#accept);
    this.#spare = undefined;
    search.path = path;
    search.raw = raw;
    search.encoded = raw.includes('%');
    search.best = Number.POSITIVE_INFINITY;
    search.found = undefined;
    search.walk(this.#root, 0, 0);
    this.#spare = search;
    return search.found;
  }
}

const SLASH = 0x2f;

function isAt(text: string, path: string, at: number): boolean {
  const { length } = text;
  if (at + length > path.length) return false;
  // The first letter is what led here.
  for (let index = 1; index < length; index++) {
    if (path.charCodeAt(at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

function segmentEnd(path: string, at: number): number {
  const { length } = path;
  let end = at;
  // Segments are short: a loop takes less time than a call of indexOf.
  while (end < length && path.charCodeAt(end) !== SLASH) end++;
  return end;
}

function lowered(piece: Piece): Piece {
  return piece.type === 'text' ? { type: 'text', value: piece.value.toLowerCase() } : piece;
}
