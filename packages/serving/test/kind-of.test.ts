import { expect, test } from 'vitest';

import { kindOf } from '../src/kind-of.ts';

test.each([
  ['text', '"text"'],
  [7, '7'],
  [null, 'null'],
  [undefined, 'undefined'],
  [true, 'boolean'],
  [() => {}, 'function'],
  [new Uint8Array(2), 'an object of Uint8Array'],
  [{}, 'an object of Object'],
  [Object.create(null), 'an object of no class'],
])('says of %s that it is %s', (value, expected) => {
  expect(kindOf(value)).toBe(expected);
});

test('cuts long text short', () => {
  expect(kindOf('x'.repeat(1000))).toHaveLength(60);
});
