import { Entry } from './entry.ts';
import { EntryCache } from './entry-cache.ts';
import { locate, type LocateOptions } from './locate.ts';
import type { RootFolder } from './root-folder.ts';

/** How much is remembered, and for how long it counts. */
export interface CacheSettings {
  /** How many files and directories. As many names that are none are remembered besides, in as many bytes at most. */
  readonly entries: number;
  /** How many bytes in all. */
  readonly bytes: number;
  /** How large a file may be whose content is kept, in bytes. */
  readonly fileBytes: number;
  /** How long something counts as it was found, in milliseconds. Then the file system is asked again. */
  readonly maxAge: number;
}

/** Finds out what paths name, and remembers it for a while. */
export class Finder {
  readonly #root: RootFolder;
  readonly #options: LocateOptions;
  readonly #maxAge: number;
  readonly #found: EntryCache;
  /** Apart, so that who asks for names at random drives no file out. */
  readonly #absent: EntryCache;
  /** Searches under way: whoever asks for the same meanwhile waits for the same answer. */
  readonly #searches = new Map<string, Promise<Entry>>();

  constructor(root: RootFolder, options: LocateOptions, { entries, bytes, maxAge }: CacheSettings) {
    this.#root = root;
    this.#options = options;
    this.#maxAge = maxAge;
    this.#found = new EntryCache(entries, bytes);
    this.#absent = new EntryCache(entries, bytes);
  }

  /** What is known of a path, unless that was too long ago. */
  fresh(path: string): Entry | undefined {
    const entry = this.#found.get(path) ?? this.#absent.get(path);
    if (entry === undefined) return undefined;
    const age = Date.now() - entry.checkedAt;
    // A clock that was set back makes nothing young.
    return age >= 0 && age < this.#maxAge ? entry : undefined;
  }

  /** Looks at the file system. @param name What `filePath` makes of the path. */
  find(path: string, name: string): Promise<Entry> {
    const running = this.#searches.get(path);
    if (running !== undefined) return running;
    const search = this.#search(path, name).finally(() => this.#searches.delete(path));
    this.#searches.set(path, search);
    return search;
  }

  /** Takes note that a path names nothing that may be sent. */
  refuse(path: string, { name, checkedAt }: Entry): Entry {
    const entry = new Entry('absent', name, checkedAt);
    this.#remember(path, entry);
    return entry;
  }

  /** Takes note of content that has been read for an entry. */
  grow(entry: Entry, bytes: number): void {
    this.#found.grow(entry, bytes);
  }

  forget(path: string): void {
    this.#found.delete(path);
    this.#absent.delete(path);
  }

  async #search(path: string, name: string): Promise<Entry> {
    const found = await locate(this.#root, name, this.#options);
    const known = this.#found.get(path);
    if (known !== undefined && isUnchanged(known, found)) {
      known.checkedAt = found.checkedAt;
      return known;
    }
    this.#remember(path, found);
    return found;
  }

  #remember(path: string, entry: Entry): void {
    if (this.#maxAge === 0) return;
    this.forget(path);
    (entry.kind === 'absent' ? this.#absent : this.#found).set(path, entry);
  }
}

/** Whether all that is known of an entry is still right. */
function isUnchanged(known: Entry, found: Entry): boolean {
  return (
    known.kind === found.kind &&
    known.name === found.name &&
    known.representations.length === found.representations.length &&
    known.representations.every((each, index) => {
      const now = found.representations[index]!;
      return each.stamp.settled && each.name === now.name && each.stamp.equals(now.stamp);
    })
  );
}
