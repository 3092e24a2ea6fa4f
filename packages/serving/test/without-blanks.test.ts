import { expect, test } from 'vitest';

import { withoutBlanks } from '../src/without-blanks.ts';

test.each([
  ['a', 'a'],
  [' \ta b\t ', 'a b'],
  [' \t', ''],
  ['', ''],
  ['voil\u00c3\u00a0', 'voil\u00c3\u00a0'],
  ['\u00a0a', '\u00a0a'],
])('%j is %j', (value, expected) => {
  expect(withoutBlanks(value)).toBe(expected);
});
