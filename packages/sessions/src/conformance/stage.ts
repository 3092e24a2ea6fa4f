/** What a case has to work with: a store, more stores of the same data, and sessions that nobody else has. */

import { randomId } from '../random-id.ts';
import type { Awaitable, SessionStore, StoredSession } from '../session-store.ts';
import { expectEqual } from './expect-equal.ts';

/** Makes a store. Each further call makes another of the same data, where the store is one that keeps its data. */
export type MakeStore = () => Awaitable<SessionStore>;

/** An hour, which no case takes. */
const HOUR_MS = 3_600_000;

export class Stage {
  readonly store: SessionStore;
  readonly #make: MakeStore;
  readonly #open = new Set<SessionStore>();

  private constructor(make: MakeStore, store: SessionStore) {
    this.#make = make;
    this.store = store;
    this.#open.add(store);
  }

  static async set(make: MakeStore): Promise<Stage> {
    return new Stage(make, await make());
  }

  /** Opens another store of the same data. */
  async another(): Promise<SessionStore> {
    const store = await this.#make();
    this.#open.add(store);
    return store;
  }

  async close(store: SessionStore): Promise<void> {
    this.#open.delete(store);
    await store.close?.();
  }

  async closeAll(): Promise<void> {
    for (const store of this.#open) await this.close(store);
  }

  /** The first version of a session with an id of its own, which expires in an hour. */
  session(given: Partial<StoredSession> = {}): StoredSession {
    const createdAt = Date.now();
    return { id: randomId(), version: 1, data: '{"n":1}', createdAt, expiresAt: createdAt + HOUR_MS, ...given };
  }

  /** Writes a session that is to be taken, and gives its key. */
  async written(session: StoredSession, store: SessionStore = this.store): Promise<string> {
    const key = await store.write(session);
    if (key === undefined) throw new Error(`expected version ${session.version} to be written, and it was refused`);
    return key;
  }

  /** Expects a session to be there, exactly so. @param when At what time, as the end of a sentence. */
  async expectThere(
    key: string,
    session: StoredSession,
    when: string,
    store: SessionStore = this.store,
  ): Promise<void> {
    expectEqual(await store.read(key), session, `the session ${when}`);
  }

  /** Expects nothing to be there. @param when At what time, as the end of a sentence. */
  async expectNothing(key: string, when: string, store: SessionStore = this.store): Promise<void> {
    expectEqual(await store.read(key), undefined, `what is read ${when}`);
  }

  /** Resolves when a time has passed, on this machine's clock and on one that is a little late. */
  async until(time: number): Promise<void> {
    while (Date.now() < time + 20) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The version after this one, changed in what is named. */
export function nextOf(session: StoredSession, given: Partial<StoredSession> = {}): StoredSession {
  return { ...session, version: session.version + 1, data: `{"n":${session.version + 1}}`, ...given };
}
