import { describe, expect, test } from 'vitest';

import { HashedKeys } from '../src/cookie-keys.ts';
import { Session } from '../src/session.ts';
import { SessionState } from '../src/session-state.ts';
import { SessionTimes } from '../src/session-times.ts';

const times = new SessionTimes(100, 1000);

const opened = (values: object = {}): { session: Session; state: SessionState } => {
  const createdAt = Date.now() - 5000;
  const stored = { id: 'a', version: 1, data: JSON.stringify(values), createdAt, expiresAt: createdAt + 100_000 };
  const state = new SessionState({ secret: 's', key: 'a', stored }, new HashedKeys(), times);
  return { state, session: new Session(state) };
};

test('gets, sets, looks for and removes', () => {
  const { session } = opened({ a: 1 });
  session.set('b', { c: [null, true] });
  expect([session.get('a'), session.get('b'), session.get('z')]).toEqual([1, { c: [null, true] }, undefined]);
  expect([session.has('b'), session.has('z'), session.delete('a'), session.delete('a')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(session.update('n', (n) => Number(n ?? 1) * 2)).toBe(2);
});

test('says what it is', () => {
  const { session } = opened();
  expect(session).toMatchObject({ id: 'a', isNew: false });
  expect(Date.now() - session.createdAt.getTime()).toBeGreaterThanOrEqual(5000);
  expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBe(100_000);
});

test.each([Number.NaN, 1n, new Date(), (): void => {}])('refuses %o', (value) => {
  const { session } = opened();
  expect(() => session.set('a', value)).toThrow(TypeError);
  expect(() => session.set('a', value)).toThrow(/^session\.set\('a'\): a session holds what JSON holds/);
  expect(() => session.update('a', () => value)).toThrow(/^session\.update\('a'\): /);
  expect(() => session.flash('a', { b: value })).toThrow(/^session\.flash\('a'\): .* at \.b$/);
  expect(session.has('a')).toBe(false);
});

test.each(['__proto__', '$identity', '$csrf', '$flash.a'])('keeps the key %s to itself', (key) => {
  const { session } = opened({ $identity: 'ada', '$flash.a': 1, $csrf: 'x' });
  expect([session.get(key), session.has(key)]).toEqual([undefined, false]);
  expect(() => session.set(key, 1)).toThrow(
    `session.set('${key}'): a key can be any text but __proto__, and what begins`,
  );
  expect(() => session.delete(key)).toThrow(TypeError);
  expect(() => session.update(key, () => 1)).toThrow(TypeError);
});

test('has a flash message once, whatever it is', () => {
  const { session } = opened();
  session.flash('a', null);
  session.flash('b', ['x']);
  expect([session.flash('a'), session.flash('a'), session.flash('b'), session.flash('b')]).toEqual([
    null,
    undefined,
    ['x'],
    undefined,
  ]);
});

test('clears what the application has set, and leaves who is signed in', () => {
  const { session, state } = opened({ a: 1, $identity: 'ada', $csrf: 'x', '$flash.a': 1 });
  session.clear();
  expect(JSON.parse(state.data.text())).toEqual({ $identity: 'ada', $csrf: 'x' });
});

test('gets another id and keeps what it has', () => {
  const { session } = opened({ a: 1 });
  session.regenerate();
  expect(session.id).not.toBe('a');
  expect(session.id).toBe(session.id);
  expect([session.isNew, session.get('a')]).toEqual([false, 1]);
});

test('is another when it has ended', () => {
  const { session } = opened({ a: 1 });
  session.destroy();
  expect([session.isNew, session.get('a'), session.id === 'a']).toEqual([true, undefined, false]);
  expect(Date.now() - session.createdAt.getTime()).toBeLessThan(5000);
  session.set('b', 1);
  expect(session.get('b')).toBe(1);
});

test('cannot be changed any more when it has been saved', () => {
  const { session, state } = opened({ a: 1, '$flash.a': 'x' });
  state.closed = true;
  const changes: readonly (readonly [string, () => unknown])[] = [
    [`session.set('a')`, (): unknown => session.set('a', 2)],
    [`session.delete('a')`, (): unknown => session.delete('a')],
    [`session.update('a')`, (): unknown => session.update('a', () => 2)],
    ['session.clear()', (): unknown => session.clear()],
    [`session.flash('a')`, (): unknown => session.flash('a')],
    [`session.flash('a')`, (): unknown => session.flash('a', 1)],
    ['session.regenerate()', (): unknown => session.regenerate()],
    ['session.destroy()', (): unknown => session.destroy()],
  ];
  for (const [name, change] of changes) {
    expect(change).toThrow(`${name}: the session has been saved, and the head of the response with it`);
  }
  expect([session.get('a'), session.has('a'), session.flash('none')]).toEqual([1, true, undefined]);
});

describe('types', () => {
  interface Values {
    readonly count: number;
    readonly user: { readonly name: string };
  }

  test('follow the schema', () => {
    const session = opened().session as unknown as Session<Values>;
    session.set('count', 1);
    session.set('user', { name: 'Ada' });
    const count: number | undefined = session.get('count');
    const next: number = session.update('count', (n) => (n ?? 0) + 1);
    expect([count, next, session.get('user')?.name]).toEqual([1, 2, 'Ada']);
    // @ts-expect-error -- no such key
    session.get('other');
    // @ts-expect-error -- no number
    session.set('count', '1');
    // @ts-expect-error -- a name is missing
    session.set('user', {});
  });
});
