import { expect, test } from 'vitest';

import { sameBytes } from '../src/same-bytes.ts';

test('compares all bytes', () => {
  const bytes = Uint8Array.of(1, 2, 255);
  expect(sameBytes(bytes, Uint8Array.of(1, 2, 255))).toBe(true);
  expect(sameBytes(new Uint8Array(), new Uint8Array())).toBe(true);
  for (const other of [
    [0, 2, 255],
    [1, 2, 254],
    [1, 2],
    [1, 2, 255, 0],
  ]) {
    expect(sameBytes(bytes, Uint8Array.from(other))).toBe(false);
  }
});
