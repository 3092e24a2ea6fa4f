import { describe, expect, test } from 'vitest';

import { checkJson } from '../src/check-json.ts';

class Point {
  x = 1;
}

const cycle: unknown[] = [];
cycle.push(cycle);

let deep: unknown = null;
for (let i = 0; i < 100; i++) deep = [deep];

describe('takes', () => {
  test.each([
    null,
    true,
    '',
    'a\u0000\ud800',
    0,
    -1.5e300,
    [],
    {},
    { a: [{ b: null }] },
    Object.assign(Object.create(null), { a: 1 }),
    deep,
  ])('%j', (value) => {
    expect(() => checkJson(value, 'a')).not.toThrow();
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  });
});

describe('refuses', () => {
  test.each([
    [undefined, 'undefined'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [1n, 'a bigint'],
    [Symbol('a'), 'a symbol'],
    [(): void => {}, 'a function'],
    [new Date(), 'a Date; keep its toISOString(), or its getTime()'],
    [new Map(), 'a Map; keep an array or an object'],
    [new Set(), 'a Set; keep an array or an object'],
    [new Uint8Array(), 'an instance of Uint8Array'],
    [new Point(), 'an instance of Point'],
    [Object.create({ a: 1 }), 'an instance of Object'],
    [{ a: { b: [1, undefined] } }, 'undefined at .a.b[1]'],
    // oxlint-disable-next-line no-sparse-arrays -- a hole is what is to be refused
    [[, 1], 'undefined at [0]'],
    [{ toJSON: () => 1 }, 'a function at .toJSON'],
    [JSON.parse('{"a":{"__proto__":1}}'), 'that key at .a.__proto__'],
    [[deep], 'more than 100 levels, or a cycle'],
    [cycle, 'more than 100 levels, or a cycle'],
  ])('%o', (value, got) => {
    expect(() => checkJson(value, `session.set('a')`)).toThrow(TypeError);
    expect(() => checkJson(value, `session.set('a')`)).toThrow(
      `session.set('a'): a session holds what JSON holds, and it cannot hold ${got}`,
    );
  });
});
