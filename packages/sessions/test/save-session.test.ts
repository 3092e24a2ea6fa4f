import { describe, expect, test, vi } from 'vitest';

import { memoryStore, type SessionStore, type StoredSession } from '@tsgi/sessions';

import { HashedKeys } from '../src/cookie-keys.ts';
import { randomId } from '../src/random-id.ts';
import { StoredRenewals } from '../src/renewals.ts';
import { needsSaving, type Saved, saveSession, type Saving } from '../src/save-session.ts';
import { type FoundSession, SessionState } from '../src/session-state.ts';
import { SessionTimes } from '../src/session-times.ts';

const keys = new HashedKeys();
const times = new SessionTimes(100, 1000);

const saving = (store: SessionStore, changes: Partial<Saving> = {}): Saving => ({
  store,
  keys,
  renewals: new StoredRenewals(store),
  times,
  persistent: true,
  onConflict: undefined,
  ...changes,
});

const began = (changes: Partial<StoredSession> = {}): { store: SessionStore; found: FoundSession } => {
  const secret = randomId();
  const id = keys.idOf(secret);
  const now = Date.now();
  const stored = { id, version: 1, data: '{"n":1}', createdAt: now, expiresAt: now + 100_000, ...changes };
  const store = memoryStore();
  void store.write({ ...stored, version: 1 });
  return { store, found: { secret, key: id, stored } };
};

const state = (found?: FoundSession): SessionState => new SessionState(found, keys, times);
const read = async (store: SessionStore, key: string): Promise<unknown> => {
  const stored = await store.read(key);
  return stored && { ...JSON.parse(stored.data), version: stored.version };
};

const aged = (): ReturnType<typeof began> => began({ expiresAt: Date.now() + 50_000 });

const renewed = (found: FoundSession): SessionState => {
  const other = state(found);
  other.renew();
  return other;
};

const destroyed = (found: FoundSession): SessionState => {
  const ended = state(found);
  ended.destroy();
  return ended;
};

describe('a session that is new', () => {
  test('is written with its first value, and has a cookie', async () => {
    const store = memoryStore();
    const fresh = state();
    expect(needsSaving(fresh, saving(store))).toBe(false);
    fresh.data.set('a', 1);
    expect(needsSaving(fresh, saving(store))).toBe(true);
    const saved = await saveSession(fresh, saving(store));
    expect(saved).toMatchObject({ written: true, cookie: fresh.secret });
    expect(await read(store, fresh.id)).toEqual({ a: 1, version: 1 });
  });

  test('is not written over another', async () => {
    const store = { ...memoryStore(), write: (): undefined => undefined } as unknown as SessionStore;
    const fresh = state();
    fresh.data.set('a', 1);
    await expect(saveSession(fresh, saving(store))).rejects.toMatchObject({ status: 503 });
  });
});

describe('a session that was found', () => {
  test('is left alone where nothing has changed', () => {
    const { store, found } = began();
    expect(needsSaving(state(found), saving(store))).toBe(false);
  });

  test('is written over itself, without a cookie that nobody needs', async () => {
    const { store, found } = began();
    const changed = state(found);
    changed.data.set('n', 2);
    expect(await saveSession(changed, saving(store))).toEqual({ written: true, expiresAt: expect.any(Number) });
    expect(await read(store, found.key)).toEqual({ n: 2, version: 2 });
  });

  test('is merged with what others have saved', async () => {
    const { store, found } = began();
    const [one, other] = [state(found), state(found)];
    one.data.set('a', 1);
    other.data.set('b', 2);
    one.data.update('n', (n) => Number(n) + 1, 'x');
    other.data.update('n', (n) => Number(n) + 1, 'x');
    await Promise.all([saveSession(one, saving(store)), saveSession(other, saving(store))]);
    expect(await read(store, found.key)).toEqual({ a: 1, b: 2, n: 3, version: 3 });
  });

  test('asks the handler where both have changed a key', async () => {
    const { store, found } = began();
    const [one, other] = [state(found), state(found)];
    one.data.set('n', 5);
    other.data.set('n', 3);
    const most = saving(store, { onConflict: (_key, { theirs, ours }) => Math.max(theirs as number, ours as number) });
    await saveSession(one, most);
    await saveSession(other, most);
    expect(await read(store, found.key)).toEqual({ n: 5, version: 3 });
  });

  test('is not brought back where it has ended, and that is told', async () => {
    const { store, found } = began();
    const changed = state(found);
    changed.data.set('n', 2);
    await store.delete(found.key);
    await expect(saveSession(changed, saving(store))).rejects.toMatchObject({ status: 409, expose: true });
    expect(await store.read(found.key)).toBeUndefined();
  });

  test('is given up where others are faster each time', async () => {
    const { store, found } = began();
    const busy = { read: () => store.read(found.key), write: (): undefined => undefined } as unknown as SessionStore;
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const changed = state(found);
    changed.data.set('n', 2);
    await expect(saveSession(changed, saving(busy))).rejects.toMatchObject({
      status: 503,
      message: 'sessions(): other requests were faster in 100 tries to save a session',
    });
  });
});

describe('an expiry', () => {
  test('is moved where it is time, and the version stays', async () => {
    const { store, found } = aged();
    const used = state(found);
    expect(needsSaving(used, saving(store))).toBe(true);
    expect(await saveSession(used, saving(store))).toMatchObject({ written: false, cookie: found.secret });
    expect(await store.read(found.key)).toMatchObject({ version: 1, expiresAt: expect.any(Number) });
    expect((await store.read(found.key))!.expiresAt).toBeGreaterThan(found.stored.expiresAt);
  });

  test('is nobody’s business where the cookie goes with the browser', async () => {
    const { store, found } = aged();
    const saved = await saveSession(state(found), saving(store, { persistent: false }));
    expect(saved).toEqual({ written: false, expiresAt: expect.any(Number) });
  });

  test('of a session that has ended stays where it is', async () => {
    const { store, found } = aged();
    await store.delete(found.key);
    expect(await saveSession(state(found), saving(store))).not.toHaveProperty('cookie');
    expect(await store.read(found.key)).toBeUndefined();
  });
});

describe('another id', () => {
  test('has all that was under the old one, which is dead', async () => {
    const { store, found } = began();
    const other = renewed(found);
    expect(await saveSession(other, saving(store))).toMatchObject({ written: true, cookie: other.secret });
    expect(await store.read(found.key)).toBeUndefined();
    expect(await read(store, other.id)).toEqual({ n: 1, version: 1 });
  });

  test('has what another request has saved meanwhile', async () => {
    const { store, found } = began();
    const [slow, other] = [state(found), renewed(found)];
    slow.data.set('slow', true);
    other.data.set('other', true);
    await saveSession(slow, saving(store));
    await saveSession(other, saving(store));
    expect(await read(store, other.id)).toEqual({ n: 1, slow: true, other: true, version: 2 });
    expect(await store.read(found.key)).toBeUndefined();
  });

  test('is not given to a session that has ended, and leaves nothing behind', async () => {
    const { store, found } = began();
    const other = renewed(found);
    await store.delete(found.key);
    await expect(saveSession(other, saving(store))).rejects.toMatchObject({ status: 409 });
    expect(await store.read(other.id)).toBeUndefined();
  });

  test('of somebody who has signed in has only what was set, where the session has ended', async () => {
    const { store, found } = began();
    const other = renewed(found);
    other.signedIn = true;
    other.data.set('$identity', 'ada');
    await store.delete(found.key);
    expect(await saveSession(other, saving(store))).toMatchObject({ cookie: other.secret });
    expect(await read(store, other.id)).toEqual({ $identity: 'ada', version: 2 });
  });

  test('is not told before the old one is dead', async () => {
    const { store, found } = began();
    const failing = {
      write: (session: StoredSession) => store.write(session),
      delete: () => Promise.reject(new Error('no')),
    } as unknown as SessionStore;
    await expect(saveSession(renewed(found), saving(failing))).rejects.toThrow('no');
    // The client still has the old id, and nothing is lost.
    expect(await read(store, found.key)).toEqual({ n: 1, version: 1 });
  });
});

describe('a session that was destroyed', () => {
  test('is ended, whatever others have written, and its cookie taken away', async () => {
    const { store, found } = began();
    void store.write({ ...found.stored, version: 2 });
    expect(await saveSession(destroyed(found), saving(store))).toMatchObject<Partial<Saved>>({
      written: true,
      cookie: null,
    });
    expect(await store.read(found.key)).toBeUndefined();
  });

  test('is ended also where other requests have given it other ids meanwhile', async () => {
    const { store, found } = began();
    const [first, slow] = [renewed(found), destroyed(found)];
    await saveSession(first, saving(store));
    const stored = (await store.read(first.id))!;
    const second = renewed({ secret: first.secret, key: first.id, stored });
    await saveSession(second, saving(store));
    expect(await store.read(second.id)).toBeDefined();
    expect(await saveSession(slow, saving(store))).toMatchObject({ cookie: null });
    expect(await store.read(second.id)).toBeUndefined();
  });

  test('does not end what somebody has begun who has signed in meanwhile', async () => {
    const { store, found } = began();
    const [other, slow] = [renewed(found), destroyed(found)];
    other.signedIn = true;
    await saveSession(other, saving(store));
    await saveSession(slow, saving(store));
    expect(await store.read(other.id)).toBeDefined();
  });

  test('may be followed by another', async () => {
    const { store, found } = began();
    const ended = destroyed(found);
    ended.data.set('a', 1);
    expect(await saveSession(ended, saving(store))).toMatchObject({ cookie: ended.secret });
    expect(await read(store, ended.id)).toEqual({ a: 1, version: 1 });
    expect(await store.read(found.key)).toBeUndefined();
  });
});
