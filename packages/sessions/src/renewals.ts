/** What sessions have become that were given another id, for whoever ends one of them meanwhile. */

import { HttpError } from '@tsgi/contract';

import { RecentMap } from './recent-map.ts';
import type { Awaitable, SessionStore } from './session-store.ts';

/** For how long it is known: as long may a request take that ends what it has found under the old id. */
const KNOWN_MS = 300_000;
/** How many characters of keys one process remembers, twice at most. */
const KNOWN_CHARACTERS = 4_194_304;
/** How often a note is tried where others are faster each time. */
const MOST_TRIES = 100;

/** A session, and the key by which its store finds it. */
export interface Named {
  readonly id: string;
  readonly key: string;
}

export interface Renewals {
  /** Takes note of what the session with an id is about to become: before that is dead, so that nobody comes in between. */
  note(id: string, next: Named): Awaitable<void>;
  /** What the session may have become. Of several one is alive at most. */
  of(id: string): Awaitable<readonly Named[]>;
}

/** In a store on a server, where every process sees it, for a few minutes: under a key that is no session's. */
export class StoredRenewals implements Renewals {
  readonly #store: SessionStore;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  async note(id: string, { key }: Named): Promise<void> {
    let [version, keys] = [1, [key]];
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const createdAt = Date.now();
      const data = JSON.stringify({ keys });
      const note = { id: noteOf(id), version, data, createdAt, expiresAt: createdAt + KNOWN_MS };
      if ((await this.#store.write(note)) !== undefined) return;
      const before = await this.#store.read(noteOf(id));
      [version, keys] = [(before?.version ?? 0) + 1, [...keysOf(before), key]];
    }
    throw new HttpError(503, `sessions(): other requests were faster in ${MOST_TRIES} tries to renew a session`);
  }

  async of(id: string): Promise<readonly Named[]> {
    return keysOf(await this.#store.read(noteOf(id))).map((key) => ({ id: key, key }));
  }
}

/** In this process, for sessions that their clients hold: as it alone knows which of those have ended. */
export class KnownRenewals implements Renewals {
  readonly #known = new RecentMap<readonly Named[]>(KNOWN_CHARACTERS, (_id, all) =>
    all.reduce((sum, { key }) => sum + key.length, 0),
  );

  note(id: string, next: Named): void {
    this.#known.set(id, [...this.of(id), next]);
  }

  of(id: string): readonly Named[] {
    return this.#known.get(id) ?? [];
  }
}

/** Ids are hashes in base64url, all of one length: no client can ask for this one. */
function noteOf(id: string): string {
  return `${id}-renewed`;
}

function keysOf(note: { readonly data: string } | undefined): string[] {
  return note === undefined ? [] : (JSON.parse(note.data) as { keys: string[] }).keys;
}
