import { expect, test } from 'vitest';

import { sessionOfRow } from '../src/session-row.ts';

test('reads numbers, and bigints that come as strings', () => {
  const session = { id: 'a', version: 2, data: '{"n":1}', createdAt: 1_700_000_000_000, expiresAt: 1_700_000_001_000 };
  const row = { version: 2, data: '{"n":1}', created_at: 1_700_000_000_000, expires_at: 1_700_000_001_000 };
  expect(sessionOfRow('a', row)).toEqual(session);
  expect(sessionOfRow('a', { ...row, version: '2', created_at: '1700000000000', expires_at: '1700000001000' })).toEqual(
    session,
  );
});

test.each([undefined, null])('has no session where the row is %s', (row) => {
  expect(sessionOfRow('a', row)).toBeUndefined();
});
