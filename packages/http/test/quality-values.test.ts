import { expect, test } from 'vitest';

import { parseQualityValues } from '@tsgi/http';

test.each<[string, string, [value: string, quality: number][]]>([
  [
    'reads names, and 1 for no weight',
    'gzip, br',
    [
      ['gzip', 1],
      ['br', 1],
    ],
  ],
  [
    'reads weights',
    'gzip;q=0.5, br; q=1.000, *;q=0',
    [
      ['gzip', 0.5],
      ['br', 1],
      ['*', 0],
    ],
  ],
  ['reads a weight in any letter case', 'gzip;Q=0.125', [['gzip', 0.125]]],
  ['makes names lower-case', 'GZip', [['gzip', 1]]],
  ['passes over other parameters', 'a;level=1;q=0.5;b', [['a', 0.5]]],
  ['takes the first of two weights', 'a;q=0.1;q=0.9', [['a', 0.1]]],
  [
    'reads 0. and 1.',
    'a;q=0., b;q=1.',
    [
      ['a', 0],
      ['b', 1],
    ],
  ],
  ['leaves out a weight above 1', 'a;q=1.001, b;q=2, c', [['c', 1]]],
  ['leaves out a negative weight', 'a;q=-1, c', [['c', 1]]],
  ['leaves out a weight of four decimals', 'a;q=0.1234, c', [['c', 1]]],
  ['leaves out a weight that is no number', 'a;q=x, b;q=, c;q=0x1, d;q=1e-1, e;q=.5, f;q=Infinity', []],
  ['leaves out spaces around =', 'a;q =1, b;q= 1', [['a', 1]]],
  ['leaves out a weight alone', ';q=1', []],
  ['leaves out empty members', ',a,,', [['a', 1]]],
  ['reads nothing from nothing', '', []],
  ['takes __proto__ for a name like any other', '__proto__;q=0.5', [['__proto__', 0.5]]],
])('parseQualityValues %s', (_, text, values) => {
  expect(parseQualityValues(text)).toEqual(values.map(([value, quality]) => ({ value, quality })));
});
