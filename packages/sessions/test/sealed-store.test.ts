import { beforeEach, describe, expect, test, vi } from 'vitest';

import { sealedStore, type SessionStore, type StoredSession } from '@tsgi/sessions';

import { Sealer } from '../src/sealer.ts';

const HOUR = 3_600_000;
const secrets = 'x'.repeat(32);

const stored = (id: string, changes: Partial<StoredSession> = {}): StoredSession => ({
  id,
  version: 1,
  data: '{}',
  createdAt: Date.now(),
  expiresAt: Date.now() + HOUR,
  ...changes,
});

const write = async (store: SessionStore, session: StoredSession): Promise<string> => (await store.write(session))!;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  return () => {
    vi.useRealTimers();
  };
});

test('keeps a session in its key, for every process with the same secret', async () => {
  const session = stored('a', { data: '{"text":"你好 \\u0000"}' });
  const seal = await write(sealedStore({ secrets }), session);
  expect(await sealedStore({ secrets }).read(seal)).toEqual(session);
  expect(await sealedStore({ secrets: [`${secrets}y`, secrets] }).read(seal)).toEqual(session);
  expect(await sealedStore({ secrets, context: 'other' }).read(seal)).toBeUndefined();
  expect(await sealedStore({ secrets: `${secrets}y` }).read(seal)).toBeUndefined();
});

test('opens a seal once', async () => {
  const seal = await write(sealedStore({ secrets }), stored('a'));
  const store = sealedStore({ secrets });
  const open = vi.spyOn(Sealer.prototype, 'open');
  for (let i = 0; i < 3; i++) expect(await store.read(seal)).toMatchObject({ id: 'a' });
  expect(open).toHaveBeenCalledOnce();
});

test('sees in one process that somebody was faster, by an older seal too', async () => {
  const store = sealedStore({ secrets });
  const first = await write(store, stored('a'));
  const second = await write(store, stored('a', { version: 2, data: '{"a":1}' }));
  expect(await store.write(stored('a', { version: 2 }))).toBeUndefined();
  expect(await store.read(first)).toMatchObject({ version: 2, data: '{"a":1}' });
  expect(await store.read(second)).toMatchObject({ version: 2, data: '{"a":1}' });
});

test('takes a version from another process for what it is', async () => {
  const [one, other] = [sealedStore({ secrets }), sealedStore({ secrets })];
  await write(one, stored('a'));
  const seal = await write(other, stored('a', { version: 2, data: '{"a":2}' }));
  expect(await one.read(seal)).toMatchObject({ version: 2, data: '{"a":2}' });
});

test('goes on from what another process has written', async () => {
  const [one, other] = [sealedStore({ secrets }), sealedStore({ secrets })];
  let seal = await write(one, stored('a'));
  for (let version = 2; version < 6; version += 2) {
    for (const [later, store] of [other, one].entries()) {
      expect(await store.read(seal)).toMatchObject({ version: version + later - 1 });
      seal = await write(store, stored('a', { version: version + later }));
    }
  }
});

test('goes on where another process has moved the expiry', async () => {
  const [one, other] = [sealedStore({ secrets }), sealedStore({ secrets })];
  const now = Date.now();
  const seal = (await other.touch(await write(one, stored('a')), now + 2 * HOUR))!;
  vi.setSystemTime(now + HOUR);
  expect(await one.read(seal)).toMatchObject({ version: 1 });
  expect(await one.write(stored('a', { version: 2 }))).toBeTypeOf('string');
});

test('gives, of one version that two processes have written, the one that the client has', async () => {
  const [one, other] = [sealedStore({ secrets }), sealedStore({ secrets })];
  const seal = await write(one, stored('a'));
  await other.read(seal);
  await write(one, stored('a', { version: 2, data: '{"a":1}', expiresAt: Date.now() + 2 * HOUR }));
  const kept = await write(other, stored('a', { version: 2, data: '{"a":2}' }));
  expect(await one.read(kept)).toMatchObject({ data: '{"a":2}' });
  expect(await one.write(stored('a', { version: 3 }))).toBeTypeOf('string');
});

test('never brings back in one process what has ended', async () => {
  const store = sealedStore({ secrets });
  const seal = await write(store, stored('a'));
  expect(await store.delete(seal, 2)).toBe(false);
  expect(await store.delete(seal, 1)).toBe(true);
  expect(await store.delete(seal)).toBe(false);
  expect(await store.read(seal)).toBeUndefined();
  expect(await store.touch(seal, Date.now() + HOUR)).toBeUndefined();
  expect(await store.write(stored('a', { version: 2 }))).toBeUndefined();
});

test('has nothing that has expired', async () => {
  const store = sealedStore({ secrets });
  const now = Date.now();
  const seal = await write(store, stored('a'));
  const touched = (await store.touch(seal, now + 2 * HOUR))!;
  expect(await store.read(touched)).toMatchObject({ version: 1, expiresAt: now + 2 * HOUR });
  vi.setSystemTime(now + HOUR);
  // The older seal has expired, and the session has not.
  expect(await store.read(seal)).toMatchObject({ expiresAt: now + 2 * HOUR });
  expect(await sealedStore({ secrets }).read(seal)).toBeUndefined();
  vi.setSystemTime(now + 2 * HOUR);
  expect([await store.read(touched), await store.delete(touched)]).toEqual([undefined, false]);
  expect(await store.write(stored('a', { version: 2 }))).toBeUndefined();
});

describe('bounds', () => {
  test('forget what was written last, and who has ended first', async () => {
    const store = sealedStore({ secrets, maxRecent: 1, maxEnded: 2 });
    const older = await write(store, stored('a'));
    await write(store, stored('a', { version: 2 }));
    const seals = [await write(store, stored('b')), await write(store, stored('c')), await write(store, stored('d'))];
    expect(await store.read(older)).toMatchObject({ version: 1 });
    for (const seal of seals) await store.delete(seal);
    expect(await store.read(seals[0]!)).toMatchObject({ id: 'b' });
    expect([await store.read(seals[1]!), await store.read(seals[2]!)]).toEqual([undefined, undefined]);
  });

  test('count a large session as several', async () => {
    const store = sealedStore({ secrets, maxRecent: 4 });
    const data = JSON.stringify({ a: 'x'.repeat(3000) });
    const older = await write(store, stored('a', { data }));
    await write(store, stored('a', { version: 2, data }));
    expect(await store.read(older)).toMatchObject({ version: 2 });
    await write(store, stored('b', { data }));
    await write(store, stored('c', { data }));
    expect(await store.read(older)).toMatchObject({ version: 1 });
  });

  test('take a megabyte, and look at no more than four', async () => {
    const store = sealedStore({ secrets });
    const data = JSON.stringify({ a: 'x'.repeat(1_048_576) });
    expect(await store.read(await write(store, stored('a', { data })))).toMatchObject({ data });
    const open = vi.spyOn(Sealer.prototype, 'open');
    expect(await store.read('A'.repeat(4_194_305))).toBeUndefined();
    expect(open).not.toHaveBeenCalled();
  });
});

test.each([
  [{ secrets: 'short' }, 'a secret must be at least 32 bytes, got 5'],
  [{ secrets, maxRecent: 0 }, 'maxRecent must be a whole number from 1, got 0'],
  [{ secrets, maxEnded: 0.5 }, 'maxEnded must be a whole number from 1, got 0.5'],
])('refuses %j', (options, message) => {
  expect(() => sealedStore(options)).toThrow(`sealedStore(): ${message}`);
});
