import { expect, test, vi } from 'vitest';

import { HttpError } from '@tsgi/contract';
import { memoryStore, type SessionStore } from '@tsgi/sessions';

import { BoundedStore } from '../src/bounded-store.ts';

const session = { id: 'a', version: 1, data: '{}', createdAt: 0, expiresAt: Date.now() + 1e6 };

const calls: readonly (readonly [string, (store: SessionStore) => unknown])[] = [
  ['read', (store) => store.read('a')],
  ['write', (store) => store.write(session)],
  ['touch', (store) => store.touch('a', 1)],
  ['delete', (store) => store.delete('a')],
];

/** A store of which every method is `method`. */
const all = (method: () => never): SessionStore => ({ read: method, write: method, touch: method, delete: method });

test('passes on what the store says, at once where it does', async () => {
  const store = new BoundedStore(memoryStore(), 1000);
  expect(store.heldByClient).toBe(false);
  expect(calls.map(([, call]) => call(store))).toEqual([undefined, 'a', 'a', false]);
  const later = new BoundedStore({ ...memoryStore(), heldByClient: true, read: async () => session }, 9);
  expect(later.heldByClient).toBe(true);
  expect(await later.read('a')).toBe(session);
});

test.each(calls)('answers 503 where %s fails', async (method, call) => {
  const cause = new Error('the disk is full');
  const throwing = new BoundedStore(
    all(() => {
      throw cause;
    }),
    1000,
  );
  const rejecting = new BoundedStore(all((() => Promise.reject(cause)) as () => never), 1000);
  const failures = [(): unknown => call(throwing), async (): Promise<unknown> => call(rejecting)];
  for (const fail of failures) {
    const error = await Promise.resolve()
      .then(fail)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      status: 503,
      expose: false,
      cause,
      message: `sessions(): the store failed in ${method}()`,
    });
  }
});

test.each(calls)('does not wait for ever for %s', async (method, call) => {
  vi.useFakeTimers();
  try {
    const hanging = new BoundedStore(all((() => new Promise(() => {})) as () => never), 300);
    const error = Promise.resolve(call(hanging)).catch((caught: unknown) => caught);
    await vi.advanceTimersByTimeAsync(300);
    expect(await error).toMatchObject({
      status: 503,
      message: `sessions(): the store failed in ${method}()`,
      cause: { message: 'no answer within 300 ms' },
    });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('leaves no timer behind where the store answers', async () => {
  vi.useFakeTimers();
  try {
    const store = new BoundedStore({ ...memoryStore(), read: async () => session }, 300);
    await store.read('a');
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
