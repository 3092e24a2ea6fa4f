import { describe, expect, test } from 'vitest';

import { isReserved, SessionData } from '../src/session-data.ts';

const of = (values: object): SessionData => new SessionData({ data: JSON.stringify(values) });
const add =
  (more: number) =>
  (value: unknown): unknown =>
    Number(value ?? 0) + more;

const merged = (data: SessionData, theirs: object, ...rest: [Parameters<SessionData['mergedInto']>[1]?]): unknown =>
  JSON.parse(data.mergedInto({ data: JSON.stringify(theirs) }, ...rest));

const push = (value: unknown): unknown => {
  (value as string[]).push('b');
  return value;
};

describe('changes', () => {
  test('are seen where they are made, and where they are made within', () => {
    const data = of({ a: 1, b: { c: [] }, d: 'x' });
    expect(data.isChanged).toBe(false);
    data.get('a');
    (data.get('b') as { c: number[] }).c.push(1);
    expect(data.isChanged).toBe(true);
    expect(JSON.parse(data.text())).toEqual({ a: 1, b: { c: [1] }, d: 'x' });
  });

  test('that are taken back are none', () => {
    const data = of({ a: 1, b: { c: 1 } });
    data.set('a', 2);
    data.set('new', 1);
    const b = data.get('b') as { c: number };
    b.c = 2;
    expect(data.isChanged).toBe(true);
    data.set('a', 1);
    expect(data.delete('new')).toBe(true);
    b.c = 1;
    expect(data.isChanged).toBe(false);
  });

  test('within an object that was set are seen too', () => {
    const cart: string[] = [];
    const data = new SessionData();
    data.set('cart', cart);
    cart.push('book');
    expect(data.get('cart')).toBe(cart);
    expect(data.text()).toBe('{"cart":["book"]}');
  });

  test('that JSON cannot hold are refused', () => {
    const data = of({ a: {} });
    (data.get('a') as { b?: unknown }).b = undefined;
    expect(() => data.isChanged).toThrow(
      `session.get('a'): a session holds what JSON holds, and it cannot hold undefined at .b`,
    );
  });

  test('are nobody else’s, though the text is read once', () => {
    const kept = { data: '{"a":{"b":1}}' };
    const [one, other] = [new SessionData(kept), new SessionData(kept)];
    (one.get('a') as { b: number }).b = 2;
    one.set('c', 1);
    expect(other.get('a')).toEqual({ b: 1 });
    expect([one.get('a'), other.has('c'), new SessionData(kept).keys()]).toEqual([{ b: 2 }, false, ['a']]);
  });

  test('may be looked for again, from what there is', () => {
    const data = of({ a: { b: 1 }, c: {} });
    const a = data.get('a') as { b: number };
    data.get('c');
    a.b = 2;
    const changedSince = data.watch();
    expect(changedSince()).toBeUndefined();
    a.b = 3;
    expect(changedSince()).toBe('a');
  });
});

test('knows what is there', () => {
  const data = of({ a: 1, b: 2 });
  expect([data.has('a'), data.has('toString'), data.get('constructor'), data.keys()]).toEqual([
    true,
    false,
    undefined,
    ['a', 'b'],
  ]);
  data.delete('a');
  data.set('c', null);
  expect([data.has('a'), data.delete('a'), data.has('c'), data.get('c'), data.keys()]).toEqual([
    false,
    false,
    true,
    null,
    ['b', 'c'],
  ]);
  expect([data.isEmpty, new SessionData().isEmpty, of({}).isEmpty]).toEqual([false, true, true]);
});

test('knows whether somebody has an object', () => {
  const data = of({ a: {}, b: 1 });
  data.get('b');
  expect(data.isHandedOut).toBe(false);
  data.get('a');
  expect(data.isHandedOut).toBe(true);
});

test.each(['', '[]', 'null', '1', '{'])('refuses %j for the data of a session', (text) => {
  expect(() => new SessionData({ data: text })).toThrow(SyntaxError);
});

test('a key of a hostile store reaches no prototype', () => {
  const data = new SessionData({ data: '{"__proto__":{"a":1},"b":2}' });
  data.set('b', 3);
  expect(data.text()).toBe('{"__proto__":{"a":1},"b":3}');
  expect(data.get('a')).toBeUndefined();
});

describe('a merge', () => {
  test('keeps changes of different keys', () => {
    const data = of({ a: 1, b: 1, c: 1, d: 1 });
    data.set('a', 2);
    data.delete('b');
    data.set('new', 1);
    expect(merged(data, { a: 1, b: 1, c: 3, other: 1 })).toEqual({ a: 2, c: 3, other: 1, new: 1 });
  });

  test('leaves what was only looked at to the other', () => {
    const data = of({ a: { b: 1 } });
    data.get('a');
    expect(merged(data, { a: { b: 2 } })).toEqual({ a: { b: 2 } });
  });

  test('has the later change of one key stand', () => {
    const data = of({ a: 1, b: 1 });
    data.set('a', 2);
    data.delete('b');
    expect(merged(data, { a: 3, b: 3 })).toEqual({ a: 2 });
  });

  test('asks the handler about a key that both have changed', () => {
    const data = of({ a: 1, b: 1, c: 1, $own: 1 });
    for (const key of ['a', 'b', 'c', '$own']) data.set(key, 2);
    const asked: unknown[] = [];
    const result = merged(data, { a: 3, b: 1, c: 2, $own: 3 }, (key, conflict) => {
      asked.push([key, conflict]);
      return 5;
    });
    // Of b the other has changed nothing, of c both have made the same, and $own is no business of the application's.
    expect(asked).toEqual([['a', { base: 1, theirs: 3, ours: 2 }]]);
    expect(result).toEqual({ a: 5, b: 2, c: 2, $own: 2 });
  });

  test('takes a key away where the handler says so, and nothing that JSON cannot hold', () => {
    const data = of({});
    data.set('a', 1);
    expect(merged(data, { a: 2 }, () => undefined)).toEqual({});
    expect(() => merged(data, { a: 2 }, () => new Date())).toThrow(`sessions(): what onConflict gave for 'a'`);
  });

  test('calls what updates again', () => {
    const data = of({ count: 1 });
    expect(data.update('count', add(1), 'x')).toBe(2);
    expect(data.update('count', add(10), 'x')).toBe(12);
    expect(merged(data, { count: 100 })).toEqual({ count: 111 });
    expect(JSON.parse(data.mergedInto(undefined))).toEqual({ count: 11 });
  });

  test('updates an object in place, again', () => {
    const data = of({ list: ['a'] });
    data.update('list', push, 'x');
    expect(data.get('list')).toEqual(['a', 'b']);
    expect(merged(data, { list: ['a', 'z'] })).toEqual({ list: ['a', 'z', 'b'] });
  });

  test('takes an update of what was set, or changed since, for what is set', () => {
    const data = of({ a: 1, b: 1, c: { n: 1 } });
    data.set('a', 5);
    data.update('a', add(1), 'x');
    data.update('b', add(1), 'x');
    data.set('b', 9);
    data.update('c', (value) => ({ n: (value as { n: number }).n + 1 }), 'x');
    (data.get('c') as { n: number }).n = 50;
    expect(merged(data, { a: 100, b: 100, c: { n: 100 } })).toEqual({ a: 6, b: 9, c: { n: 50 } });
  });

  test('refuses an update that gives what JSON cannot hold', () => {
    expect(() => of({}).update('a', () => undefined, `session.update('a')`)).toThrow(
      `session.update('a'): a session holds`,
    );
  });
});

test('keys that begin with $ are the package’s own', () => {
  expect(['$', '$a', 'a$', ''].map(isReserved)).toEqual([true, true, false, false]);
});
