import { expect, test } from 'vitest';

import { text } from '@tsgi/web';

import { exchange } from './exchange.ts';

test('answers with text', async () => {
  const answer = await exchange(text('你好，世界'));
  expect(answer).toMatchObject({ status: 200, content: '你好，世界', synchronous: true, failure: undefined });
  expect(answer.header('Content-Type')).toBe('text/plain; charset=utf-8');
});

test('shows markup as it is', async () => {
  expect((await exchange(text('<script>'))).content).toBe('<script>');
});
