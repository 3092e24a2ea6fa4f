import { expect, test } from 'vitest';

import { UsageError } from '../src/usage-error.ts';

test('is an error that names itself', () => {
  expect(new UsageError('which directory?')).toBeInstanceOf(Error);
  expect(String(new UsageError('which directory?'))).toBe('UsageError: which directory?');
});
