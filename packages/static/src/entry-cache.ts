import type { Entry } from './entry.ts';

/** What an entry is counted as besides its content: its objects and its heads, roughly. */
const OWN_BYTES = 2048;

/**
 * Entries by path, bounded in number and in bytes. What was asked for since the last time round is forgotten last: the
 * clock algorithm, for which a hit sets a flag and moves nothing.
 */
export class EntryCache {
  readonly #entries = new Map<string, Entry>();
  readonly #most: number;
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(most: number, mostBytes: number) {
    this.#most = most;
    this.#mostBytes = mostBytes;
  }

  /** How much is kept, by its own count. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(path: string): Entry | undefined {
    const entry = this.#entries.get(path);
    if (entry !== undefined) entry.used = true;
    return entry;
  }

  set(path: string, entry: Entry): void {
    this.delete(path);
    this.#entries.set(path, entry);
    let content = 0;
    for (const each of entry.representations) content += each.content?.byteLength ?? 0;
    entry.weight = OWN_BYTES + path.length + entry.name.length + content;
    this.#bytes += entry.weight;
    this.#shrink();
  }

  /** Takes note of content that an entry has got, wherever it is kept. */
  grow(entry: Entry, bytes: number): void {
    if (entry.weight === 0) return;
    entry.weight += bytes;
    this.#bytes += bytes;
    this.#shrink();
  }

  delete(path: string): void {
    const entry = this.#entries.get(path);
    if (entry === undefined) return;
    this.#entries.delete(path);
    this.#bytes -= entry.weight;
    entry.weight = 0;
  }

  #shrink(): void {
    if (this.#entries.size <= this.#most && this.#bytes <= this.#mostBytes) return;
    // A map is iterated in the order of insertion, what is put back while it is too: the hand of the clock.
    for (const [path, entry] of this.#entries) {
      if (entry.used) {
        entry.used = false;
        this.#entries.delete(path);
        this.#entries.set(path, entry);
      } else this.delete(path);
      if (this.#entries.size <= this.#most && this.#bytes <= this.#mostBytes) return;
    }
  }
}
