import { expect, test } from 'vitest';

import { encodeBase64url } from '../src/base64url.ts';
import { Sealer } from '../src/sealer.ts';

const secret = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const sealer = new Sealer([secret(1)], 'a');

test.each(['', 'text', '你好 \u0000 \uFEFF', 'x'.repeat(100_000)])('opens what it has sealed', (text) => {
  const seal = sealer.seal(text);
  expect(sealer.open(seal)).toBe(text);
  expect(seal).toMatch(/^[\w-]+$/);
});

test('seals the same text otherwise each time, and shows nothing of it', () => {
  const seals = [sealer.seal('a secret text'), sealer.seal('a secret text')];
  expect(seals[0]).not.toBe(seals[1]);
  expect(seals.map((seal) => Buffer.from(seal, 'base64url').toString('latin1')).join(' ')).not.toContain('secret');
});

test('opens nothing of which one bit is another', () => {
  const bytes = Buffer.from(sealer.seal('text'), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const other = Uint8Array.from(bytes);
    other[bit >> 3]! ^= 1 << (bit & 7);
    expect(sealer.open(encodeBase64url(other))).toBeUndefined();
  }
});

test('opens nothing that is cut, longer, or written in another way', () => {
  const seal = sealer.seal('text');
  for (let length = 0; length < seal.length; length++) expect(sealer.open(seal.slice(0, length))).toBeUndefined();
  for (const other of [`${seal}A`, `${seal}AAAA`, `${seal}=`, ` ${seal}`, `${seal}\n`, seal.toLowerCase()]) {
    expect(sealer.open(other)).toBeUndefined();
  }
});

test('opens nothing that was sealed for something else', () => {
  expect(new Sealer([secret(1)], 'b').open(sealer.seal('text'))).toBeUndefined();
});

test('takes secrets by turns', () => {
  const seal = sealer.seal('text');
  const rotated = new Sealer([secret(2), secret(1)], 'a');
  expect(rotated.open(seal)).toBe('text');
  expect(sealer.open(rotated.seal('text'))).toBeUndefined();
  expect(new Sealer([secret(2)], 'a').open(seal)).toBeUndefined();
});
