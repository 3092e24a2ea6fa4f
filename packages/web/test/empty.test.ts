import { expect, test } from 'vitest';

import { empty } from '@tsgi/web';

import { exchange } from './exchange.ts';

test('answers with a head alone', async () => {
  expect(await exchange(empty())).toMatchObject({ status: 204, headers: [], chunks: [], synchronous: true });
});

test('takes a status and headers', async () => {
  const answer = await exchange(empty({ status: 304, headers: [['ETag', '"a"']] }), { method: 'HEAD' });
  expect(answer).toMatchObject({ status: 304, headers: [['ETag', '"a"']], failure: undefined });
});
