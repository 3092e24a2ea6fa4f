/** Paths that are found by their text alone. */

/** A path, and the next of those that have its key. */
interface Known<Found> {
  readonly path: string;
  readonly found: Found;
  readonly next: Known<Found> | undefined;
}

/** How many paths of one key are kept, so that a look-up compares few. */
const MOST_OF_A_KEY = 4;

/**
 * A table of paths whose key is four of their letters and their length. A `Map` reads every letter of a path that it has
 * not seen before, and so does the comparison that follows; here it is only the comparison.
 */
export class KnownPaths<Found> {
  readonly #mask: number;
  readonly #table: (Known<Found> | undefined)[];

  /** Not all of `paths` need be found later: what has the key of too many others is left out. */
  constructor(paths: ReadonlyMap<string, Found>) {
    // A power of two, and four to eight places a path: most other paths then meet an empty one.
    const places = 2 ** Math.ceil(Math.log2(paths.size + 1) + 2);
    this.#mask = places - 1;
    this.#table = Array.from({ length: places }, () => undefined);
    for (const [path, found] of paths) {
      const key = keyOf(path) & this.#mask;
      const next = this.#table[key];
      if (lengthOf(next) < MOST_OF_A_KEY) this.#table[key] = { path, found, next };
    }
  }

  /** What is known of a path; `undefined` where nothing is. */
  get(path: string): Found | undefined {
    let known = this.#table[keyOf(path) & this.#mask];
    while (known !== undefined && known.path !== path) known = known.next;
    return known?.found;
  }
}

/** Where paths differ is seldom at their start. */
function keyOf(path: string): number {
  const { length } = path;
  if (length < 2) return length;
  const last = path.charCodeAt(length - 1) + 31 * path.charCodeAt(length - 2);
  const inner = path.charCodeAt(length >> 1) + 31 * path.charCodeAt(length - (length >> 2) - 1);
  return (Math.imul(Math.imul(last, 961) + inner, 0x9e3779b1) + Math.imul(length, 0x85ebca6b)) >>> 7;
}

function lengthOf<Found>(first: Known<Found> | undefined): number {
  let length = 0;
  for (let known = first; known !== undefined; known = known.next) length++;
  return length;
}
