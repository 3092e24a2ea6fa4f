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
  readonly #sql;

  constructor(database: DatabaseSync) {
    this.#sql = database.createTagStore(); // prepares each statement once
  }

  /** Writes an entry; `undefined` where it is there already, sent twice with one form: `once` is the form's own. */
  add(author: string, text: string, photo: string | null, once: string): Entry | undefined {
    return this.#sql.get`INSERT INTO entries (author, text, photo, written, once)
      VALUES (${author}, ${text}, ${photo}, ${Date.now()}, ${once}) ON CONFLICT DO NOTHING RETURNING *` as
      | Entry
      | undefined;
  }

  /** A page: those before an entry, by its id, or the newest, where `before` is none. `next` is what the next page is before. */
  page(before: string | null): {
    readonly entries: readonly Entry[];
    readonly newest: boolean;
    readonly next?: number;
  } {
    const newest = before === null || !/^\d{1,15}$/.test(before);
    const limit = newest ? Number.MAX_SAFE_INTEGER : Number(before);
    const found = this.#sql.all`SELECT * FROM entries WHERE id < ${limit} ORDER BY id DESC LIMIT ${PAGE + 1}`;
    const entries = found.slice(0, PAGE) as unknown as Entry[];
    return { entries, newest, ...(found.length > PAGE && { next: entries[PAGE - 1]!.id }) };
  }

  /** Those after an entry, the oldest first; a hundred at most. */
  since(id: number): readonly Entry[] {
    return this.#sql.all`SELECT * FROM entries WHERE id > ${id} ORDER BY id LIMIT 100` as unknown as Entry[];
  }

  /** Takes an entry away, and gives the photo that it had. */
  remove(id: number): string | null {
    const row = this.#sql.get`DELETE FROM entries WHERE id = ${id} RETURNING photo`;
    return (row as { photo: string | null } | undefined)?.photo ?? null;
  }
}
