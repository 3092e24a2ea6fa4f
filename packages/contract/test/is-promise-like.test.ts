/* oxlint-disable unicorn/no-thenable -- thenables are what this is about */

import { expect, test } from 'vitest';

import { isPromiseLike } from '../src/is-promise-like.ts';

test('knows a promise', () => {
  expect(isPromiseLike(Promise.resolve())).toBe(true);
});

test.each([
  ['an object that can be awaited', { then() {} }, true],
  ['an array', ['then'], false],
  ['a `then` that cannot be called', { then: true }, false],
  ['null', null, false],
  ['undefined', undefined, false],
  ['a string', 'then', false],
])('tells whether %s is to be waited for', (_what, value, expected) => {
  expect(isPromiseLike(value)).toBe(expected);
});

test('does not take a function with a `then` for a promise: a body cannot be one', () => {
  expect(isPromiseLike(Object.assign(() => {}, { then() {} }))).toBe(false);
});
