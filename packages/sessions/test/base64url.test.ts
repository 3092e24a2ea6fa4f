import { expect, test } from 'vitest';

import { decodeBase64url, encodeBase64url } from '../src/base64url.ts';

test('gives bytes back as they were', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    const text = encodeBase64url(bytes);
    expect(text).toBe(Buffer.from(bytes).toString('base64url'));
    expect(decodeBase64url(text)).toEqual(bytes);
  }
});

test('takes as many bytes as there are', () => {
  const bytes = new Uint8Array(1_000_000).fill(0xfb);
  expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes);
});

test('has one spelling for each value', () => {
  // The last character of two has four bits that say nothing.
  const spellings = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').filter((last) => decodeBase64url(`A${last}`) !== undefined);
  expect(spellings).toEqual(['A', 'Q']);
});

test.each(['A', 'AAAAA', 'A=', 'AA==', 'AA+A', 'AA/A', 'AA A', 'AAA\n', 'AAAé'])('refuses %j', (text) => {
  expect(decodeBase64url(text)).toBeUndefined();
});
