/** Goes through a tree of paths, for the first that matches. */

import { type Branch, LAST, type Leaf, type PathNode } from './path-node.ts';

/**
 * Makes of the texts of a path's params what is found; `undefined` where they do not fit, and the search goes on.
 * The list may have more at its end.
 */
export type Accept<Target, Found> = (target: Target, values: readonly string[], path: string) => Found | undefined;

/** A search that is under way. One is made for each: to write into one that is kept takes longer than to make it. */
export class PathSearch<Target, Found> {
  /** The path as it is compared, and as it came: they differ where letter case does not count. */
  readonly path: string;
  readonly raw: string;
  best: number = LAST;
  found: Found | undefined;
  /** The texts of the params on the way to where the search is. */
  values: string[] = NONE;
  readonly #accept: Accept<Target, Found>;

  constructor(path: string, raw: string, accept: Accept<Target, Found>) {
    this.path = path;
    this.raw = raw;
    this.#accept = accept;
  }

  /**
   * Looks at what is below a node, from `at` on. Of the texts that lead there only the first letters have been seen: they
   * are compared where a param begins or the path ends, all letters at once. Every node is visited once at most, whatever
   * the path is: no piece can take more or less than it does, so there is nothing to try again.
   */
  walk(start: PathNode<Target>, from: number, depth: number): void {
    const { path } = this;
    const { length } = path;
    let node = start;
    let at = from;
    for (;;) {
      if (at >= length) {
        if (at === length && endsIn(path, at, node.run)) this.#end(node);
        return;
      }
      const { texts } = node;
      const slot = path.charCodeAt(at) - node.base;
      // A read outside of an array is a slow one.
      const next = slot >= 0 && slot < texts.length ? texts[slot] : undefined;
      if (!node.forks) {
        if (next === undefined) return;
        at += next.length;
        node = next;
        continue;
      }
      if (next !== undefined && next.first < this.best) this.walk(next, at + next.length, depth);
      if (!endsIn(path, at, node.run)) return;
      if (node.special) this.#trySpecial(node, at, depth);
      const { segment } = node;
      if (segment === undefined || segment.first >= this.best) return;
      const end = segmentEnd(path, at);
      if (end === at) return;
      this.#take(this.raw.slice(at, end), depth++);
      node = segment;
      at = end;
    }
  }

  #take(value: string, depth: number): void {
    // Made as long as most need it: to let an array grow takes longer.
    if (depth === 0) this.values = [value, '', '', ''];
    else this.values[depth] = value;
  }

  #end(node: PathNode<Target>): void {
    if (node.leaves.length > 0) this.#offer(node.leaves);
    if (node.belows.length > 0) this.#offer(node.belows);
  }

  #trySpecial(node: PathNode<Target>, at: number, depth: number): void {
    if (node.rests.length + node.belows.length > 0) this.#takeRest(node, at, depth);
    if (node.parts.length + node.tails.length > 0) this.#tryExpressions(node, at, depth);
  }

  #takeRest(node: PathNode<Target>, at: number, depth: number): void {
    if (this.path.charCodeAt(at) === SLASH) this.#offer(node.belows);
    if (node.rests.length === 0) return;
    this.#take(this.raw.slice(at), depth);
    this.#offer(node.rests);
  }

  #tryExpressions(node: PathNode<Target>, at: number, depth: number): void {
    const end = segmentEnd(this.path, at);
    for (const branch of node.parts) {
      if (branch.node.first < this.best) this.#follow(branch, at, end, depth);
    }
    for (const branch of node.tails) {
      if (branch.node.first < this.best) this.#follow(branch, at, this.path.length, depth);
    }
  }

  #follow({ expression, node }: Branch<Target>, at: number, end: number, depth: number): void {
    const match = expression.exec(this.raw.slice(at, end));
    if (match === null) return;
    for (let key = 1; key < match.length; key++) this.#take(match[key]!, depth + key - 1);
    this.walk(node, end, depth + match.length - 1);
  }

  #offer(leaves: readonly Leaf<Target>[]): void {
    for (let index = 0; index < leaves.length; index++) {
      const leaf = leaves[index]!;
      if (leaf.order >= this.best) return;
      const found = this.#accept(leaf.target, this.values, this.raw);
      if (found !== undefined) {
        this.best = leaf.order;
        this.found = found;
        return;
      }
    }
  }
}

const NONE: string[] = [];
const SLASH = 0x2f;

/** V8 copies slices of up to 12 letters. It makes longer ones without a copy, and compares those slowly. */
const LONGEST_COPY = 12;

/** Whether a path has a text up to `end`. The one letter of a short text is what has led there. */
function endsIn(path: string, end: number, text: string): boolean {
  const { length } = text;
  if (length <= 1) return true;
  const start = end - length;
  return length <= LONGEST_COPY ? path.slice(start, end) === text : path.indexOf(text, start) === start;
}

function segmentEnd(path: string, at: number): number {
  const end = path.indexOf('/', at);
  return end === -1 ? path.length : end;
}
