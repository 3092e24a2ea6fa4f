/** A store that does as it should, and the same with a fault put into it: a case that cannot fail proves nothing. */

import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { runnableStoreCase, type StoreCase } from '../../src/conformance/store-case.ts';
import type { Awaitable, SessionStore, StoredSession } from '../../src/session-store.ts';

/** A store as it should be, in the open: faults reach into its sessions. */
export interface PlainStore {
  readonly sessions: Map<string, StoredSession>;
  /** Whether it is another store of data that there was already. */
  readonly again: boolean;
  readonly read: (key: string) => Awaitable<StoredSession | undefined>;
  readonly write: (session: StoredSession) => Awaitable<string | undefined>;
  readonly touch: (key: string, expiresAt: number) => Awaitable<string | undefined>;
  readonly delete: (key: string, version?: number) => Awaitable<boolean>;
  readonly sweep: () => Awaitable<number>;
  readonly close: () => Awaitable<void>;
}

/** What is wrong: methods in place of those of a store. */
export type Fault = (store: PlainStore) => Partial<SessionStore>;

/** How long a case may wait in vain for what a fault withholds. */
const FAULTY_MS = 3_000;

export function plainStore(sessions: Map<string, StoredSession>, again: boolean): PlainStore {
  const alive = (key: string): StoredSession | undefined => {
    const session = sessions.get(key);
    return session !== undefined && session.expiresAt > Date.now() ? session : undefined;
  };
  return {
    sessions,
    again,
    read: alive,
    write(session) {
      if ((alive(session.id)?.version ?? 0) !== session.version - 1) return undefined;
      sessions.set(session.id, session);
      return session.id;
    },
    touch(key, expiresAt) {
      const session = alive(key);
      if (session === undefined) return undefined;
      sessions.set(key, { ...session, expiresAt });
      return key;
    },
    delete(key, version) {
      const session = alive(key);
      return session !== undefined && (version ?? session.version) === session.version && sessions.delete(key);
    },
    sweep() {
      const expired = [...sessions].filter(([, { expiresAt }]) => expiresAt <= Date.now());
      for (const [key] of expired) sessions.delete(key);
      return expired.length;
    },
    close() {},
  };
}

/** Makes a store, and with each further call another of the same data. */
export function making(fault: Fault = () => ({})): () => SessionStore {
  const sessions = new Map<string, StoredSession>();
  let made = 0;
  return () => {
    const store = plainStore(sessions, made++ > 0);
    return { ...store, ...fault(store) };
  };
}

/** For each case a test that it passes without a fault, and one that it fails with the fault named. */
export function testFaults(cases: readonly StoreCase[], faults: Readonly<Record<string, Fault>>): void {
  test.concurrent.each(cases)('sees that a store $name', async (each) => {
    await expect(runnableStoreCase('', each, making(), FAULTY_MS).run()).resolves.toBeUndefined();
  });

  test.concurrent.each(cases)('sees a store that no longer $name', async (each) => {
    const fault = faults[each.name];
    if (fault === undefined) throw new Error(`there is no fault for "${each.name}"`);
    const broken = runnableStoreCase('', each, making(fault), FAULTY_MS).run();
    await expect(broken).rejects.toThrow(`the store ${each.name}: `);
  });

  test('has a fault for nothing that is no case', () => {
    expect(Object.keys(faults).toSorted()).toEqual(cases.map(({ name }) => name).toSorted());
  });
}

/** Does every operation as it should, but lets others in between what it reads and what it writes. */
export function interrupted(store: PlainStore): SessionStore {
  return {
    read: (key) => store.read(key),
    async write(session) {
      const kept = await store.read(session.id);
      await setImmediate();
      if ((kept?.version ?? 0) !== session.version - 1) return undefined;
      store.sessions.set(session.id, session);
      return session.id;
    },
    async touch(key, expiresAt) {
      const kept = await store.read(key);
      await setImmediate();
      if (kept === undefined) return undefined;
      store.sessions.set(key, { ...kept, expiresAt });
      return key;
    },
    async delete(key, version) {
      const kept = await store.read(key);
      await setImmediate();
      if (kept === undefined || (version ?? kept.version) !== kept.version) return false;
      store.sessions.delete(key);
      return true;
    },
  };
}

/** Changes each session on its way in. */
export function writing(change: (session: StoredSession) => StoredSession): Fault {
  return (store) => ({ write: (session) => store.write(change(session)) });
}

/** Writes whatever it is given, over whatever there is. */
export const blind: Fault = ({ sessions }) => ({
  write(session) {
    sessions.set(session.id, session);
    return session.id;
  },
});

/** Takes keys for others: each session is under what `fold` makes of its key. */
export function folding(fold: (key: string) => string): Fault {
  return (store) => ({
    async read(key) {
      const session = await store.read(fold(key));
      return session === undefined ? undefined : { ...session, id: key };
    },
    async write(session) {
      return (await store.write({ ...session, id: fold(session.id) })) === undefined ? undefined : session.id;
    },
    async touch(key, expiresAt) {
      return (await store.touch(fold(key), expiresAt)) === undefined ? undefined : key;
    },
    delete: (key, version) => store.delete(fold(key), version),
  });
}

/** Has nothing of what other stores of the same data, or itself before a restart, have written. */
export const forgetful: Fault = (store) => {
  const own = plainStore(new Map(), store.again);
  return own;
};
