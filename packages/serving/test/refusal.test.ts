import { expect, test } from 'vitest';

import { badRequest } from '../src/refusal.ts';

test('badRequest refuses with 400 and the reason', () => {
  expect(badRequest('no (RFC 9112 §3)')).toEqual({ status: 400, reason: 'no (RFC 9112 §3)' });
});
