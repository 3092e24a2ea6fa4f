import { expect, test } from 'vitest';

import { HashedKeys } from '../src/cookie-keys.ts';
import { type FoundSession, SessionState } from '../src/session-state.ts';
import { SessionTimes } from '../src/session-times.ts';

const keys = new HashedKeys();
const times = new SessionTimes(100, 1000);

const found = (age: number): FoundSession => {
  const createdAt = Date.now() - age;
  const stored = { id: 'a', version: 3, data: '{"a":1}', createdAt, expiresAt: Date.now() + 50_000 };
  return { secret: 's', key: 'a', stored };
};

test('a session that is new has an id by which the store may know it', () => {
  const state = new SessionState(undefined, keys, times);
  expect(state.id).toBe(keys.idOf(state.secret));
  expect(state.data.isEmpty).toBe(true);
  expect(state.expiresAt - state.createdAt).toBeGreaterThanOrEqual(100_000);
});

test('one that was found is as it was found, until it has another id', () => {
  const kept = found(5000);
  const state = new SessionState(kept, keys, times);
  expect([state.id, state.createdAt, state.expiresAt]).toEqual(['a', kept.stored.createdAt, kept.stored.expiresAt]);
  state.renew();
  expect(state.id).toBe(keys.idOf(state.secret));
  expect(state.createdAt).toBe(kept.stored.createdAt);
  const { secret } = state;
  state.renew();
  expect(state.secret).not.toBe(secret);
});

test('signing in begins its time anew, any other id does not', () => {
  const state = new SessionState(found(999_000), keys, times);
  state.renew();
  expect(state.nextExpiry() - Date.now()).toBeLessThanOrEqual(1000);
  state.signedIn = true;
  expect(state.nextExpiry() - Date.now()).toBeGreaterThan(90_000);
});

test('what has been destroyed is known, and nothing of it stays', () => {
  const kept = found(5000);
  const state = new SessionState(kept, keys, times);
  state.renew();
  state.signedIn = true;
  state.destroy();
  state.destroy();
  expect(state).toMatchObject({ destroyed: kept, found: undefined, renewed: false, signedIn: false });
  expect(state.data.isEmpty).toBe(true);
  expect(Date.now() - state.createdAt).toBeLessThan(5000);
});

test('it says what cannot be changed any more', () => {
  const state = new SessionState(undefined, keys, times);
  expect(() => state.assertOpen('x')).not.toThrow();
  state.closed = true;
  expect(() => state.assertOpen('session.set(…)')).toThrow('session.set(…): the session has been saved');
});
