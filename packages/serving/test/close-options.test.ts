import { expect, test } from 'vitest';

import { checkCloseOptions } from '../src/close-options.ts';

test('puts the default in', () => {
  expect(checkCloseOptions()).toEqual({ graceMs: 10_000 });
  expect(checkCloseOptions({})).toEqual({ graceMs: 10_000 });
});

test.each([0, 0.5, 1000, Infinity])('takes a grace of %d milliseconds', (graceMs) => {
  expect(checkCloseOptions({ graceMs })).toEqual({ graceMs });
});

test('refuses an option that is misspelt', () => {
  expect(() => checkCloseOptions({ graceMS: 1 } as object)).toThrow(
    new TypeError('close(): graceMS is not an option; there are graceMs'),
  );
});

test.each([
  [-1, '-1'],
  [Number.NaN, 'NaN'],
  ['1s', '"1s"'],
  [null, 'null'],
])('refuses a grace of %s', (graceMs, got) => {
  expect(() => checkCloseOptions({ graceMs } as never)).toThrow(
    new TypeError(`close(): graceMs must be a number from 0, or Infinity, got ${got}`),
  );
});
