/** A tree of paths, in which each path is found by the text that it begins with. */

import type { Piece } from './path-form.ts';

/** An order that none has: as large as small integers get, which an engine keeps without a box. */
export const LAST = 0x3fff_ffff;

/** What stands at the end of a path. */
export interface Leaf<Target> {
  /** Its place among all: of those that match, the lowest wins. */
  readonly order: number;
  readonly target: Target;
}

/** An expression, and the node behind what it matches. */
export interface Branch<Target> {
  readonly source: string;
  readonly expression: RegExp;
  readonly node: PathNode<Target>;
}

/**
 * A node of the tree. What it stands for begins with a text that no other node beside it shares a letter with. What a
 * search reads of every node stands first, so that it is read at once.
 */
export class PathNode<Target> {
  /** How many letters its text has. */
  length: number;
  /** The nodes of texts that follow, by their first letter's code less `base`. Never empty: that is another kind of array. */
  texts: readonly (PathNode<Target> | undefined)[] = [undefined];
  base = 0;
  /** Whether anything but a text can follow. */
  forks = false;
  /** Whether anything but a text or a whole segment can follow, which is rare. */
  special = false;
  /** Behind a param that takes the rest of the segment. */
  segment: PathNode<Target> | undefined;
  /** All the text since the last param, or since the start: its own is at the end. */
  readonly run: string;
  /** The lowest order of all the leaves in it and below. */
  first: number = LAST;
  /** Behind expressions that take the rest of the segment. */
  parts: readonly Branch<Target>[] = [];
  /** Behind expressions that take the rest of the path. */
  tails: readonly Branch<Target>[] = [];
  /** What ends here. */
  leaves: readonly Leaf<Target>[] = [];
  /** What takes the rest of the path, which must not be empty. */
  rests: readonly Leaf<Target>[] = [];
  /** What takes the rest of the path where it is empty or begins with `/`. */
  belows: readonly Leaf<Target>[] = [];

  constructor(before: string, text: string) {
    this.length = text.length;
    this.run = whole(before + text);
  }

  /** Its own text. */
  get text(): string {
    return this.run.slice(this.run.length - this.length);
  }

  /** Puts a leaf at the end of pieces, making the nodes that it takes. */
  insert(pieces: readonly Piece[], leaf: Leaf<Target>, flags: string): void {
    this.#meet(leaf);
    const [piece, ...others] = pieces;
    if (piece === undefined) this.leaves = sorted([...this.leaves, leaf]);
    else if (piece.type === 'rest') this.#end('rests', leaf);
    else if (piece.type === 'below') this.#end('belows', leaf);
    else this.#behind(piece, leaf, flags).insert(others, leaf, flags);
  }

  /** Puts a leaf where the rest of the path does not matter. */
  #end(list: 'rests' | 'belows', leaf: Leaf<Target>): void {
    this[list] = sorted([...this[list], leaf]);
    this.forks = this.special = true;
  }

  #meet(leaf: Leaf<Target>): void {
    if (leaf.order < this.first) this.first = leaf.order;
  }

  #behind(piece: Exclude<Piece, { type: 'rest' | 'below' }>, leaf: Leaf<Target>, flags: string): PathNode<Target> {
    if (piece.type === 'text') return this.#behindText(piece.value, leaf);
    this.forks = true;
    return piece.type === 'segment' ? (this.segment ??= new PathNode('', '')) : this.#branch(piece, flags);
  }

  #branch(piece: { readonly type: 'part' | 'tail'; readonly source: string }, flags: string): PathNode<Target> {
    const list = piece.type === 'part' ? 'parts' : 'tails';
    const known = this[list].find(({ source }) => source === piece.source);
    if (known !== undefined) return known.node;
    const node = new PathNode<Target>('', '');
    this.special = true;
    this[list] = [...this[list], { source: piece.source, expression: new RegExp(piece.source, flags), node }];
    return node;
  }

  #behindText(text: string, leaf: Leaf<Target>): PathNode<Target> {
    const known = this.texts[text.charCodeAt(0) - this.base];
    if (known === undefined) {
      const node = new PathNode<Target>(this.run, text);
      this.#setText(node);
      return node;
    }
    const shared = sharedLength(known.text, text);
    const node = shared === known.length ? known : this.#split(known, shared);
    node.#meet(leaf);
    return shared === text.length ? node : node.#behindText(text.slice(shared), leaf);
  }

  /** Puts a node between this and `below`, for the letters that it shares with a new text. */
  #split(below: PathNode<Target>, shared: number): PathNode<Target> {
    const node = new PathNode<Target>(this.run, below.text.slice(0, shared));
    node.first = below.first;
    below.length -= shared;
    this.#setText(node);
    node.#setText(below);
    return node;
  }

  #setText(node: PathNode<Target>): void {
    const code = node.text.charCodeAt(0);
    const { length } = this.texts;
    if (this.texts[0] === undefined) this.base = code;
    const low = Math.min(this.base, code);
    const high = Math.max(this.base + length - 1, code);
    // As long as the range of its letters, and without holes: a look-up is one read.
    this.texts = Array.from({ length: high - low + 1 }, (_, index) =>
      low + index === code ? node : this.texts[low + index - this.base],
    );
    this.base = low;
  }
}

/** The same text in one piece: a joined one takes longer to compare, and an engine keeps keys as they are. */
function whole(text: string): string {
  return Object.keys({ [text]: true })[0] ?? '';
}

function sorted<Target>(leaves: readonly Leaf<Target>[]): readonly Leaf<Target>[] {
  return leaves.toSorted((a, b) => a.order - b.order);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}
