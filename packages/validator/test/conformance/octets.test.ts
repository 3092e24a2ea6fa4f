import { expect, test } from 'vitest';

import { bytesOf, concatenate, latin1 } from '../../src/conformance/octets.ts';

test('turns bytes into text of a character a byte, and back', () => {
  const all = Uint8Array.from({ length: 256 }, (_, index) => index);
  expect(latin1(all)).toHaveLength(256);
  expect(bytesOf(latin1(all))).toEqual(all);
});

test('takes more bytes than a call takes arguments', () => {
  expect(latin1(new Uint8Array(1_000_000).fill(97))).toBe('a'.repeat(1_000_000));
});

test('makes one array of several', () => {
  expect(concatenate([Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3)])).toEqual(Uint8Array.of(1, 2, 3));
  expect(concatenate([])).toEqual(new Uint8Array());
});
