import { expect, test } from 'vitest';

import { hasField } from '../src/has-field.ts';

test('finds a name in any letter case, and takes no value for one', () => {
  const fields = ['Content-Type', 'trailer', 'TRANSFER-Encoding', 'chunked'];
  expect(hasField(fields, 'transfer-encoding')).toBe(true);
  expect(hasField(fields, 'trailer')).toBe(false);
  expect(hasField([], 'trailer')).toBe(false);
});
