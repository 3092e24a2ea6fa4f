import { expect, test } from 'vitest';

import { isRandomId, randomId } from '../src/random-id.ts';

test('gives 256 bits, and others each time', () => {
  const ids = Array.from({ length: 1000 }, () => randomId());
  expect(new Set(ids).size).toBe(1000);
  expect(ids.every((id) => isRandomId(id) && Buffer.from(id, 'base64url').length === 32)).toBe(true);
});

test.each(['', 'a', `${'a'.repeat(42)}.`, `${'a'.repeat(42)}\n`, 'a'.repeat(44), 'é'.repeat(43)])(
  'knows that %j is none',
  (text) => {
    expect(isRandomId(text)).toBe(false);
  },
);
