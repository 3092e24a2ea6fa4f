import { expect, test } from 'vitest';

import { badRequest, unknownExpectation } from '../src/refusal.ts';

test('badRequest refuses with 400 and the reason', () => {
  expect(badRequest('no (RFC 9112 §3)')).toEqual({ status: 400, reason: 'no (RFC 9112 §3)' });
});

test('unknownExpectation refuses with 417, and says which is known', () => {
  expect(unknownExpectation).toMatchObject({ status: 417, reason: expect.stringContaining('100-continue') });
});
