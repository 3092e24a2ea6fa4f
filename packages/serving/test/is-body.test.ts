import { expect, test } from 'vitest';

import { isBody } from '../src/is-body.ts';

test.each<[string, unknown]>([
  ['an array', []],
  ['a generator', (function* () {})()],
  ['an asynchronous generator', (async function* () {})()],
  ['a set', new Set(['a'])],
  ['a stream', new ReadableStream()],
])('takes %s for a body', (_, value) => {
  expect(isBody(value)).toBe(true);
});

test.each<[string, unknown]>([
  ['a string', 'text'],
  ['bytes', new Uint8Array(1)],
  ['nothing', undefined],
  ['null', null],
  ['a number', 1],
  ['an object', {}],
  ['a function', () => []],
])('does not take %s for one', (_, value) => {
  expect(isBody(value)).toBe(false);
});
