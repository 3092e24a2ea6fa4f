import { expect, test } from 'vitest';

import { fingerprint, memoryPrint } from '../src/fingerprint.ts';

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

test('of memory changes with each of its bytes, wherever it begins', () => {
  const memory = Uint8Array.from({ length: 96 }, (_, index) => index);
  for (let start = 0; start < 5; start++) {
    for (let length = 56; length < 72; length++) {
      const part = memory.subarray(start, start + length);
      const before = memoryPrint(part);
      expect(memoryPrint(part)).toBe(before);
      for (let at = 0; at < length; at++) {
        part[at]! ^= 0x80;
        expect(memoryPrint(part)).not.toBe(before);
        part[at]! ^= 0x80;
      }
      memory[start + length]! ^= 1;
      expect(memoryPrint(part)).toBe(before);
      memory[start + length]! ^= 1;
    }
  }
});
