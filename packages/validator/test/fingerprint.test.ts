import { expect, test } from 'vitest';

import { fingerprint } from '../src/fingerprint.ts';

test('is that of FNV-1a', () => {
  expect(fingerprint(new Uint8Array(0)) >>> 0).toBe(0x811c9dc5);
  expect(fingerprint(Uint8Array.of(0x61)) >>> 0).toBe(0xe40c292c);
  expect(fingerprint(new TextEncoder().encode('foobar')) >>> 0).toBe(0xbf9cf968);
});

test('goes on from another', () => {
  expect(fingerprint(Uint8Array.of(2, 3), fingerprint(Uint8Array.of(1)))).toBe(fingerprint(Uint8Array.of(1, 2, 3)));
});

test('sees a single bit at any place', () => {
  const bytes = new Uint8Array(1000);
  const before = fingerprint(bytes);
  for (const at of [0, 500, 999]) {
    bytes[at] = 1;
    expect(fingerprint(bytes)).not.toBe(before);
    bytes[at] = 0;
  }
});
