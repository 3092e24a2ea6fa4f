import { Readable } from 'node:stream';

import { describe, expect, test, vi } from 'vitest';

import { stream } from '@tsgi/web';

import { exchange } from './exchange.ts';

async function* twoChunks(): AsyncGenerator<string> {
  yield 'one';
  yield 'two';
}

async function* failing(): AsyncGenerator<string> {
  yield 'one';
  throw new Error('no');
}

test('answers with chunks as they come', async () => {
  const answer = await exchange(stream(twoChunks(), { type: 'text/plain' }));
  expect(answer).toMatchObject({ status: 200, chunks: ['one', 'two'], synchronous: true });
  expect(answer.header('Content-Type')).toBe('text/plain');
});

describe('takes', () => {
  test.each([
    ['an array', () => ['a', 'b']],
    ['a generator', () => ['a', 'b'].values()],
    ['a web stream', () => new Response('ab').body as ReadableStream<Uint8Array>],
    ['a Node stream', () => Readable.from(['a', 'b'])],
  ])('%s', async (_what, make) => {
    expect((await exchange(stream(make()))).content).toBe('ab');
    expect((await exchange(stream(make))).content).toBe('ab');
  });
});

test('makes a source for each exchange, where it is a function', async () => {
  const response = stream(twoChunks);
  await exchange(response);
  expect((await exchange(response)).content).toBe('onetwo');
});

test('cancels a web stream that is not read', async () => {
  const cancel = vi.fn<() => void>();
  await exchange(stream(new ReadableStream<string>({ cancel })), { method: 'HEAD' });
  expect(cancel).toHaveBeenCalledOnce();
});

test('fails where the source does', async () => {
  expect(await exchange(stream(failing))).toMatchObject({ chunks: ['one'], failure: { message: 'no' } });
});

test.each(['text', new Uint8Array(1), null, 7, {}])('refuses %j', async (source) => {
  expect(() => stream(source as never)).toThrow(/^stream\(\): expected an iterable/);
  expect((await exchange(stream(() => source as never))).failure).toBeInstanceOf(TypeError);
});
