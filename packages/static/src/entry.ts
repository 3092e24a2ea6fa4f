import { acceptsEncoding } from '@tsgi/http';

import type { Coding } from './precompressed.ts';
import type { Representation } from './representation.ts';

/** Browsers send some twenty characters. What is longer is not kept, so that nobody has the cache keep what it does not count. */
const LONGEST_KEPT = 128;

/** What a path names: nothing, a directory without its slash, a directory to be listed, or a file. */
export type EntryKind = 'absent' | 'redirect' | 'listing' | 'file';

/** What is known of one path. */
export class Entry {
  readonly kind: EntryKind;
  /** What was found, relative to the root: for an index page that page, for a directory its name. */
  readonly name: string;
  /** When it was looked at last, in milliseconds since 1970. */
  checkedAt: number;
  /** Of a file: as it is first, then what is compressed, best first. */
  representations: readonly Representation[];
  /** Whether it was asked for since the cache looked for something to forget. */
  used = false;
  /** What the cache counts it as, in bytes; 0 where it is in none. */
  weight = 0;
  /** The `Accept-Encoding` that was answered last, which is mostly that of the next request too, and with what. */
  #field: string | undefined;
  #chosen: Representation | undefined;

  constructor(kind: EntryKind, name: string, checkedAt: number, representations: readonly Representation[] = []) {
    this.kind = kind;
    this.name = name;
    this.checkedAt = checkedAt;
    this.representations = representations;
    this.#chosen = this.#choose(undefined);
  }

  /** Whether the answer depends on `Accept-Encoding`. */
  get varies(): boolean {
    return this.representations.length > 1;
  }

  /** The representation that a request wants (RFC 9110 §12.5.3); `undefined` where it accepts none. */
  chosen(acceptEncoding: string | undefined): Representation | undefined {
    if (acceptEncoding === this.#field) return this.#chosen;
    const chosen = this.#choose(acceptEncoding);
    if (acceptEncoding === undefined || acceptEncoding.length <= LONGEST_KEPT) {
      this.#field = acceptEncoding;
      this.#chosen = chosen;
    }
    return chosen;
  }

  /** Forgets a sibling that turned out not to be one that may be sent. */
  without(representation: Representation): void {
    this.representations = this.representations.filter((each) => each !== representation);
    this.#chosen = this.#choose(this.#field);
    for (const each of this.representations) each.heads = undefined;
  }

  #choose(field: string | undefined): Representation | undefined {
    const [original, ...compressed] = this.representations;
    const coding = acceptsEncoding(
      field,
      compressed.map((each) => each.coding as Coding),
    );
    if (coding === undefined) return undefined;
    return coding === 'identity' ? original : compressed.find((each) => each.coding === coding);
  }
}
