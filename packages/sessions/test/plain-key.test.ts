import { expect, test } from 'vitest';

import { plainKey } from '../src/plain-key.ts';

test('leaves a key as it is that is made as sessions() makes them', () => {
  expect(plainKey('q7Zz_-09')).toBe('q7Zz_-09');
});

test.each(['', 'a b', 'é', "'", '\0', 'x'.repeat(129), 'x'.repeat(1e6), 'sha256:a'])(
  'makes a short key of plain characters of %j',
  (key) => {
    expect(plainKey(key)).toMatch(/^sha256:[0-9a-f]{64}$/);
  },
);

test('makes different keys of different ones', () => {
  const keys = [
    '\ud800',
    '\ud801',
    '\ufffd',
    'é',
    'e\u0301',
    'a ',
    'a\0',
    ' a',
    '\u6100',
    plainKey('a '),
    `a b`,
    'a b ',
  ];
  expect(new Set(keys.map(plainKey)).size).toBe(keys.length);
});
