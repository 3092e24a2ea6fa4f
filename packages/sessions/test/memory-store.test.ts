import { beforeEach, describe, expect, test, vi } from 'vitest';

import { memoryStore, type StoredSession } from '@tsgi/sessions';

const HOUR = 3_600_000;

const stored = (id: string, changes: Partial<StoredSession> = {}): StoredSession => ({
  id,
  version: 1,
  data: '{}',
  createdAt: Date.now(),
  expiresAt: Date.now() + HOUR,
  ...changes,
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  return () => {
    vi.useRealTimers();
  };
});

test('keeps a session, and writes over the version before only', () => {
  const store = memoryStore();
  expect(store.read('a')).toBeUndefined();
  expect(store.write(stored('a', { data: '{"a":1}' }))).toBe('a');
  expect(store.read('a')).toMatchObject({ version: 1, data: '{"a":1}' });
  expect(store.write(stored('a'))).toBeUndefined();
  expect(store.write(stored('a', { version: 3 }))).toBeUndefined();
  expect(store.write(stored('a', { version: 2, data: '{"a":2}' }))).toBe('a');
  expect(store.read('a')).toMatchObject({ version: 2, data: '{"a":2}' });
});

test('never writes over what has ended', () => {
  const store = memoryStore();
  store.write(stored('a'));
  expect(store.delete('a', 2)).toBe(false);
  expect(store.delete('a', 1)).toBe(true);
  expect(store.delete('a')).toBe(false);
  expect(store.write(stored('a', { version: 2 }))).toBeUndefined();
});

test('has nothing that has expired', () => {
  const store = memoryStore();
  const now = Date.now();
  store.write(stored('a'));
  store.write(stored('b'));
  expect(store.touch('b', now + 2 * HOUR)).toBe('b');
  expect(store.touch('c', now + 2 * HOUR)).toBeUndefined();
  vi.setSystemTime(now + HOUR);
  expect(store.read('a')).toBeUndefined();
  expect(store.read('b')).toMatchObject({ version: 1, expiresAt: now + 2 * HOUR });
  vi.setSystemTime(now + 2 * HOUR);
  expect([store.touch('b', now + 3 * HOUR), store.delete('b')]).toEqual([undefined, false]);
  expect(store.write(stored('b', { version: 2 }))).toBeUndefined();
});

describe('bounds', () => {
  test('end the session that was not used for longest', () => {
    const store = memoryStore({ maxSessions: 3 });
    for (const id of ['a', 'b', 'c']) store.write(stored(id));
    store.read('a');
    store.touch('b', Date.now() + 2 * HOUR);
    store.write(stored('d'));
    const left = ['a', 'b', 'c', 'd'].filter((id) => store.read(id) !== undefined);
    expect(left).toEqual(['a', 'b', 'd']);
  });

  test('count characters, of what is replaced no longer', async () => {
    const store = memoryStore({ maxCharacters: 100 });
    const data = `"${'x'.repeat(48)}"`;
    store.write(stored('a', { data }));
    store.write(stored('a', { version: 2, data }));
    store.write(stored('b', { data }));
    expect(await store.read('a')).toMatchObject({ version: 2 });
    expect(await store.read('b')).toMatchObject({ version: 1 });
    store.write(stored('c'));
    expect(store.read('a')).toBeUndefined();
    expect(() => store.write(stored('d', { data: 'x'.repeat(101) }))).toThrow(
      'memoryStore(): a session has 101 characters, and maxCharacters is 100 for all',
    );
  });

  test('are not filled by what has expired', () => {
    const store = memoryStore();
    for (let n = 0; n < 5; n++) store.write(stored(`${n}`));
    store.write(stored('later', { expiresAt: Date.now() + 3 * HOUR }));
    vi.setSystemTime(Date.now() + 2 * HOUR);
    // The write sweeps: nothing is left for this to find.
    store.write(stored('new'));
    expect(store.sweep?.()).toBe(0);
    vi.setSystemTime(Date.now() + 2 * HOUR);
    expect(store.sweep?.()).toBe(2);
  });
});

test.each([
  [{ maxSessions: 0 }, 'maxSessions must be a whole number from 1, got 0'],
  [{ maxCharacters: 1.5 }, 'maxCharacters must be a whole number from 1, got 1.5'],
])('refuses %j', (options, message) => {
  expect(() => memoryStore(options)).toThrow(new TypeError(`memoryStore(): ${message}`));
});
