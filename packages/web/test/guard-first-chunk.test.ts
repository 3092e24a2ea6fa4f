import { describe, expect, test, vi } from 'vitest';

import type { Body, Chunk } from '@tsgi/contract';

import { guardFirstChunk } from '../src/guard-first-chunk.ts';

const error = new Error('no');

function* failing(before: number): Generator<string> {
  for (let i = 0; i < before; i++) yield 'a';
  throw error;
}

async function* failingLater(before: number): AsyncGenerator<string> {
  yield* failing(before);
}

const chunksOf = (body: Body): Promise<Chunk[]> => Array.fromAsync(body as AsyncIterable<Chunk>);

describe.each([
  ['synchronous', failing],
  ['asynchronous', failingLater],
])('a %s body', (kind, make) => {
  test('has an error answered that comes in place of the first chunk', async () => {
    const recover = vi.fn<() => string[]>(() => ['page']);
    expect(await chunksOf(guardFirstChunk(make(0), recover))).toEqual(['page']);
    expect(recover).toHaveBeenCalledExactlyOnceWith(error);
  });

  test('lets a later one through', async () => {
    const recover = vi.fn<() => string[]>(() => ['page']);
    await expect(chunksOf(guardFirstChunk(make(1), recover))).rejects.toBe(error);
    expect(recover).not.toHaveBeenCalled();
  });

  test('stays what it is', () => {
    expect(Symbol.iterator in guardFirstChunk(make(0), () => [])).toBe(kind === 'synchronous');
  });
});

test('waits for an answer only where the server does', async () => {
  expect(await chunksOf(guardFirstChunk(failingLater(0), async () => ['page']))).toEqual(['page']);
  await expect(chunksOf(guardFirstChunk(failing(0), async () => ['page']))).rejects.toBe(error);
});

test('ends the body where it is left', () => {
  let ended = false;
  function* body(): Generator<string> {
    try {
      yield 'a';
      yield 'b';
    } finally {
      ended = true;
    }
  }
  const chunks = guardFirstChunk(body(), () => []) as Iterable<Chunk>;
  const iterator = chunks[Symbol.iterator]();
  iterator.next();
  iterator.return?.();
  expect(ended).toBe(true);
});

test('disposes of the body in its own way', async () => {
  const dispose = vi.fn<() => void>();
  const sync = guardFirstChunk({ [Symbol.iterator]: () => [].values(), [Symbol.dispose]: dispose }, () => []);
  expect(Symbol.asyncDispose in sync).toBe(false);
  sync[Symbol.dispose]?.();
  const later = guardFirstChunk(
    { [Symbol.iterator]: () => [].values(), [Symbol.asyncDispose]: async () => dispose() },
    () => [],
  );
  await later[Symbol.asyncDispose]?.();
  expect(dispose).toHaveBeenCalledTimes(2);
});

test('disposes of the answer, too', async () => {
  const dispose = vi.fn<() => void>();
  const answer = { [Symbol.iterator]: () => ['page'].values(), [Symbol.dispose]: dispose };
  await chunksOf(guardFirstChunk(failingLater(0), () => answer));
  expect(dispose).toHaveBeenCalledOnce();
});
