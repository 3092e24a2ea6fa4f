import { expect, test } from 'vitest';

import { joinBytes } from '../src/join-bytes.ts';

test('is all bytes in their order, in memory of its own', () => {
  const piece = Uint8Array.of(1, 2);
  const joined = joinBytes([piece, new Uint8Array(), Uint8Array.of(3)]);
  piece[0] = 9;
  expect(joined).toEqual(Uint8Array.of(1, 2, 3));
});

test('is empty where there are no pieces', () => {
  expect(joinBytes([])).toEqual(new Uint8Array());
});
