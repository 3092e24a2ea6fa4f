import { expect, test } from 'vitest';

import { parseUrlencoded } from '@tsgi/http';

import { randomNumbers } from '../../../test/random-numbers.ts';

test('reads pairs', () => {
  expect([...parseUrlencoded('name=Ada+L&text=%E4%BD%A0&name=b&empty=&alone&=x&&')]).toEqual([
    ['name', 'Ada L'],
    ['text', '你'],
    ['name', 'b'],
    ['empty', ''],
    ['alone', ''],
    ['', 'x'],
  ]);
});

test('takes a ? at the start for a part of the name, as browsers write it', () => {
  expect([...parseUrlencoded('?a=1')]).toEqual([['?a', '1']]);
  expect([...parseUrlencoded('?')]).toEqual([['?', '']]);
});

test('reads anything as URLs have it read', () => {
  const { seed, below } = randomNumbers();
  const pieces = ['&', '=', '+', '%41', '%', '%zz', '%FF', 'a', '?', '你', '\ud800', ';', '#'];
  for (let round = 0; round < 2_000; round++) {
    const text = Array.from({ length: below(10) }, () => pieces[below(pieces.length)]).join('');
    const expected = [...new URLSearchParams(`&${text}`)];
    expect([...parseUrlencoded(text)], `seed ${seed}: ${JSON.stringify(text)}`).toEqual(expected);
  }
});

// What grows with the square takes some of these ten seconds, and the test has five.
test.each([
  ['a+&', 349_525],
  ['%41&', 262_144],
  ['aa&', 349_525],
  ['a&', 524_288],
  ['&', 0],
  ['=&', 524_288],
  ['a=+&', 262_144],
  ['=', 1],
  ['+', 1],
])('reads a megabyte of %j', (piece, pairs) => {
  expect(parseUrlencoded(piece.repeat(1_048_576 / piece.length)).size).toBe(pairs);
});
