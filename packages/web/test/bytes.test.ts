import { expect, test } from 'vitest';

import { bytes } from '@tsgi/web';

import { exchange } from './exchange.ts';

test('answers with bytes', async () => {
  const answer = await exchange(bytes(new TextEncoder().encode('a,b'), { type: 'text/csv' }));
  expect(answer).toMatchObject({ status: 200, content: 'a,b', synchronous: true });
  expect(answer.header('Content-Type')).toBe('text/csv');
});

test('is not to be guessed at', async () => {
  const answer = await exchange(bytes(new TextEncoder().encode('<script>')));
  expect(answer.header('Content-Type')).toBe('application/octet-stream');
  expect(answer.header('X-Content-Type-Options')).toBe('nosniff');
});

test('says its length for HEAD', async () => {
  expect((await exchange(bytes(new Uint8Array(5)), { method: 'HEAD' })).header('Content-Length')).toBe('5');
});

test.each(['text', new ArrayBuffer(1), undefined])('refuses %j', (content) => {
  expect(() => bytes(content as never)).toThrow(/^bytes\(\): expected a Uint8Array/);
});
