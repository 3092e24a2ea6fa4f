import { expect, test } from 'vitest';

import { integer } from '@tsgi/router';

test.each([0, 7, -7, 10, 9_007_199_254_740_991, -9_007_199_254_740_991])('reads %d as it writes it', (value) => {
  expect(integer.parse(integer.format(value))).toBe(value);
});

test.each(['', '-', '-0', '+7', '007', '7.0', '1e3', '0x10', ' 7', '7 ', '٧', '9007199254740992', '1'.repeat(400)])(
  'knows no integer in %j',
  (text) => {
    expect(integer.parse(text)).toBeUndefined();
  },
);

test('writes zero without a sign, and nothing that is no integer', () => {
  expect(integer.format(-0)).toBe('0');
  for (const wrong of [0.5, Number.NaN, Infinity, 2 ** 53]) {
    expect(() => integer.format(wrong)).toThrow(new TypeError(`integer: expected a safe integer, got ${wrong}`));
  }
  expect(() => integer.format('7' as never)).toThrow(new TypeError('integer: expected a safe integer, got string'));
});
