import { expect, test } from 'vitest';

import { randomId } from '../src/random-id.ts';

test('gives two digits for each byte', () => {
  expect(randomId(16)).toMatch(/^[\da-f]{32}$/);
  expect(randomId(8)).toMatch(/^[\da-f]{16}$/);
});

test('repeats nothing, also where the bytes are fetched anew', () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => randomId(index % 2 === 0 ? 16 : 8));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => /^0+$/.test(id))).toEqual([]);
});

test('uses every byte that may be', () => {
  const seen = new Set(Array.from({ length: 1_000 }, () => randomId(16)).flatMap((id) => id.match(/../g) ?? []));
  expect(seen.size).toBe(256);
});
