import type { DatabaseSync } from 'node:sqlite';

/** What somebody has written. */
export interface Entry {
  readonly id: number;
  readonly author: string;
  readonly text: string;
  /** The name of its photo's file; null where it has none. */
  readonly photo: string | null;
  /** When, in milliseconds since 1970. */
  readonly written: number;
}

export const MOST_CHARACTERS = 1000;
const PAGE = 10;

/** The entries, the newest first. */
export class Entries {
  readonly #add;
  readonly #before;
  readonly #since;
  readonly #remove;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare('INSERT INTO entries (author, text, photo, written) VALUES (?, ?, ?, ?) RETURNING *');
    this.#before = database.prepare('SELECT * FROM entries WHERE id < ? ORDER BY id DESC LIMIT ?');
    this.#since = database.prepare('SELECT * FROM entries WHERE id > ? ORDER BY id LIMIT 100');
    this.#remove = database.prepare('DELETE FROM entries WHERE id = ? RETURNING photo');
  }

  add(author: string, text: string, photo: string | null): Entry {
    return this.#add.get(author, text, photo, Date.now()) as unknown as Entry;
  }

  /** Those before an entry, by its id, or the newest: one page, and before which entry the next begins, where there is one. */
  page(before: string | null): { readonly entries: readonly Entry[]; readonly next?: number } {
    const limit = before !== null && /^\d{1,15}$/.test(before) ? Number(before) : Number.MAX_SAFE_INTEGER;
    const found = this.#before.all(limit, PAGE + 1) as unknown as Entry[];
    const entries = found.slice(0, PAGE);
    return { entries, ...(found.length > PAGE && { next: entries[PAGE - 1]!.id }) };
  }

  /** Those after an entry, the oldest first; a hundred at most. */
  since(id: number): readonly Entry[] {
    return this.#since.all(id) as unknown as Entry[];
  }

  /** Takes an entry away, and gives the photo that it had. */
  remove(id: number): string | null {
    return (this.#remove.get(id) as { photo: string | null } | undefined)?.photo ?? null;
  }
}
