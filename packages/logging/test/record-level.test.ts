import { expect, test } from 'vitest';

import { recordLevel } from '../src/record-level.ts';
import { makeRecord } from './make-record.ts';

test.each([
  [200, undefined, 'info'],
  [304, undefined, 'info'],
  [404, undefined, 'warn'],
  [503, undefined, 'error'],
  [0, 'ClientDisconnected', 'info'],
  [200, 'Error', 'error'],
])('%s, %s: %s', async (status, name, level) => {
  const { ClientDisconnected } = await import('@tsgi/contract');
  const error = name === 'Error' ? new Error('no') : new ClientDisconnected();
  const outcome = { status, bytes: 0, ...(name !== undefined && { error }) };
  expect(recordLevel(makeRecord({ outcome }))).toBe(level);
});
