import { expect, test } from 'vitest';

import { describeError, errorChain } from '../src/describe-error.ts';

test('tells an error with its stack and its causes', () => {
  const text = describeError(new Error('outer', { cause: new TypeError('inner', { cause: 'the root' }) }));
  expect(text).toMatch(/^Error: outer\n {4}at [^]*\ncaused by: TypeError: inner\n {4}at [^]*\ncaused by: the root$/);
});

test('tells the errors of an AggregateError', () => {
  expect(describeError(new AggregateError([new Error('a'), 'b'], 'both'))).toMatch(/\n- Error: a\n- b$/);
});

test('ends where causes go round', () => {
  const error = new Error('a');
  error.cause = error;
  expect(errorChain(error)).toHaveLength(8);
});

test.each([
  ['text', 'text'],
  [7, '7'],
  [null, 'null'],
  [undefined, 'undefined'],
  [{ a: 1 }, '{"a":1}'],
  [Symbol('a'), 'symbol'],
])('tells %o', (value, text) => {
  expect(describeError(value)).toBe(text);
});

test('survives what cannot be looked at', () => {
  const hostile = {
    toJSON: () => {
      throw new Error('no');
    },
  };
  expect(describeError(hostile)).toBe('a value that cannot be shown, of type object');
  expect(describeError(7n)).toBe('a value that cannot be shown, of type bigint');
});
