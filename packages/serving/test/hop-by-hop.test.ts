import { expect, test } from 'vitest';

import { HOP_BY_HOP } from '../src/hop-by-hop.ts';

test('holds what rule A9 names, and nothing that an application may give', () => {
  expect([...HOP_BY_HOP].toSorted()).toEqual([
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
  ]);
});
