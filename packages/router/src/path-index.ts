/** Finds the first of many paths that matches, without trying one after the other. */

import type { Piece } from './path-form.ts';
import { LAST, type Leaf, PathNode } from './path-node.ts';

/**
 * Makes of the texts of a path's params what is found; `undefined` where they do not fit, and the search goes on.
 * The list may have more at its end. Where nothing is `encoded`, they are as they are.
 */
export type Accept<Target, Found> = (target: Target, values: readonly string[], encoded: boolean) => Found | undefined;

/** A search that is under way. One is made for each: to write into one that is kept takes longer than to make it. */
class Search<Target, Found> {
  /** The path as it is compared, and as it came: they differ where letter case does not count. */
  path = '';
  raw = '';
  /** Whether a `%` has been seen in what params took. */
  encoded = false;
  best: number = LAST;
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
        if (node.leaves.length > 0) this.#offer(node.leaves);
        if (node.belows.length > 0) this.#offer(node.belows);
        return;
      }
      const { texts } = node;
      const slot = path.charCodeAt(at) - node.base;
      // A read outside of an array is a slow one.
      let next = slot >= 0 && slot < texts.length ? texts[slot] : undefined;
      if (next !== undefined && !isAt(next.text, path, at)) next = undefined;
      if (!node.forks) {
        if (next === undefined) return;
        at += next.text.length;
        node = next;
        continue;
      }
      if (next !== undefined) this.walk(next, at + next.text.length, depth);
      if (node.special) this.#trySpecial(node, at, depth);
      const { segment } = node;
      if (segment === undefined || segment.first >= this.best) return;
      let end = at;
      for (let code = 0; end < length && (code = path.charCodeAt(end)) !== SLASH; end++) {
        if (code === PERCENT) this.encoded = true;
      }
      if (end === at) return;
      this.values[depth++] = this.raw.slice(at, end);
      node = segment;
      at = end;
    }
  }

  #trySpecial(node: PathNode<Target>, at: number, depth: number): void {
    if (node.rests.length + node.belows.length > 0) this.#takeRest(node, at, depth);
    if (node.parts.length + node.tails.length > 0) this.#tryExpressions(node, at, depth);
  }

  #takeRest(node: PathNode<Target>, at: number, depth: number): void {
    if (this.path.charCodeAt(at) === SLASH) this.#offer(node.belows);
    if (node.rests.length === 0) return;
    this.encoded ||= this.path.includes('%', at);
    this.values[depth] = this.raw.slice(at);
    this.#offer(node.rests);
  }

  #tryExpressions(node: PathNode<Target>, at: number, depth: number): void {
    const end = segmentEnd(this.path, at);
    this.encoded ||= this.path.includes('%', at);
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
  /** 1 for the lengths and last letters that such paths have: others need not be hashed, which takes time by itself. */
  #ends = new Uint8Array(0);
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
    const firstOf = new Search<Target, Target>((target) => target);
    for (const { path, leaf } of this.#texts) {
      firstOf.path = firstOf.raw = path;
      firstOf.best = LAST;
      firstOf.walk(this.#root, 0, 0);
      const found = firstOf.best === leaf.order ? this.#accept(leaf.target, [], false) : undefined;
      if (found !== undefined) this.#known.set(path, found);
    }
    const longest = this.#texts.reduce((length, { path }) => Math.max(length, path.length), 0);
    this.#ends = new Uint8Array((longest + 1) * ASCII);
    for (const path of this.#known.keys()) this.#ends[endOf(path)] = 1;
    return this;
  }

  /** The first path that matches `raw`, or `undefined`. */
  find(raw: string): Found | undefined {
    const path = this.#ignoresCase ? raw.toLowerCase() : raw;
    const end = endOf(path);
    if (end < this.#ends.length && this.#ends[end] === 1) {
      const known = this.#known.get(path);
      if (known !== undefined) return known;
    }
    const search = new Search(this.#accept);
    search.path = path;
    search.raw = raw;
    search.encoded = false;
    search.best = LAST;
    search.found = undefined;
    search.walk(this.#root, 0, 0);
    return search.found;
  }
}

const SLASH = 0x2f;
const PERCENT = 0x25;
const ASCII = 128;

function isAt(text: string, path: string, at: number): boolean {
  const { length } = text;
  if (at + length > path.length) return false;
  // The first letter is what led here.
  for (let index = 1; index < length; index++) {
    if (path.charCodeAt(at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** A number for how long a path is and what it ends in. */
function endOf(path: string): number {
  const { length } = path;
  return length * ASCII + (path.charCodeAt(length - 1) & (ASCII - 1));
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
