import { expect, test } from 'vitest';

import { withoutHeaders } from '../src/without-headers.ts';

test('leaves fields out by their names, in any letters', () => {
  const headers = [
    ['A', '1'],
    ['b', '2'],
    ['a', '3'],
    ['C', '4'],
  ] as const;
  expect(withoutHeaders(headers, ['a', 'c'])).toEqual([['b', '2']]);
});
