import { expect, test } from 'vitest';

import { inMemory } from '../src/in-memory.ts';
import { exchange } from './exchange.ts';

const head = { status: '200 OK', headers: [['X-A', 'b']] } as const;

test('gives an array, of which the server takes the length', async () => {
  const answer = await exchange(inMemory(head, 'abc'));
  expect(answer).toMatchObject({ chunks: ['abc'], headers: [['X-A', 'b']], synchronous: true });
});

test('says the length in bytes for HEAD', async () => {
  const answer = await exchange(inMemory(head, '你好'), { method: 'HEAD' });
  expect(answer).toMatchObject({ chunks: [], failure: undefined });
  expect(answer.header('Content-Length')).toBe('6');
  const bytes = await exchange(inMemory(head, new Uint8Array(9)), { method: 'HEAD' });
  expect(bytes.header('Content-Length')).toBe('9');
});

test('leaves a length that was given', async () => {
  const given = { status: '200 OK', headers: [['content-length', '3']] } as const;
  expect((await exchange(inMemory(given, 'abc'), { method: 'HEAD' })).headers).toEqual([['content-length', '3']]);
});

test.each(['204 No Content', '205 Reset Content', '304 Not Modified'] as const)(
  'claims nothing of %s',
  async (status) => {
    const answer = await exchange(inMemory({ status, headers: [] }, ''), { method: 'HEAD' });
    expect(answer).toMatchObject({ headers: [], failure: undefined });
  },
);

test('can be called many times', async () => {
  const response = inMemory(head, 'abc');
  await exchange(response);
  expect((await exchange(response)).content).toBe('abc');
});
