import { describe, expect, test } from 'vitest';

import { ClientDisconnected, PayloadTooLarge, readBody, type Input } from '@tsgi/contract';

import { exampleEnviron, exampleInput } from './example-environ.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(chunks: readonly Uint8Array[], limit?: number): Promise<Uint8Array> {
  return readBody(exampleEnviron({ 'tsgi.input': exampleInput(chunks) }), limit === undefined ? {} : { limit });
}

test('reads the whole body', async () => {
  expect(await read([bytes('你'), bytes(''), bytes('好'), bytes('!')])).toEqual(bytes('你好!'));
});

test('reads an empty body', async () => {
  expect(await read([])).toEqual(new Uint8Array(0));
});

test('gives the very chunk where there is only one', async () => {
  const chunk = bytes('abc');
  expect(await read([chunk])).toBe(chunk);
});

describe('the limit', () => {
  test('is passed on to the input before the first read, and is 1 MiB by default', async () => {
    const limits: number[] = [];
    const environ = exampleEnviron({ 'tsgi.input': exampleInput([bytes('abc')], limits) });
    await readBody(environ, { limit: 3 });
    await readBody(environ);
    expect(limits).toEqual([3, 1_048_576]);
  });

  test('lets as many bytes through', async () => {
    expect(await read([bytes('ab'), bytes('cd')], 4)).toEqual(bytes('abcd'));
    expect(await read([], 0)).toEqual(new Uint8Array(0));
  });

  test.each([
    ['one chunk', [bytes('abcde')]],
    ['several chunks', [bytes('abc'), bytes('de')]],
  ])('refuses one byte more in %s, also from an input that does not', async (_, chunks) => {
    await expect(read(chunks, 4)).rejects.toThrow(new PayloadTooLarge(4));
  });

  test('ends the input when it is passed', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<Uint8Array, undefined> {
      try {
        for (;;) yield bytes('abc');
      } finally {
        ended = true;
      }
    }
    const input = { ...exampleInput([]), [Symbol.asyncIterator]: endless };
    await expect(readBody(exampleEnviron({ 'tsgi.input': input }), { limit: 10 })).rejects.toThrow(PayloadTooLarge);
    expect(ended).toBe(true);
  });
});

test.each([new ClientDisconnected(), new PayloadTooLarge(7)])("lets the input's %s through", async (failure) => {
  const input: Input = {
    ...exampleInput([]),
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure) }),
  };
  await expect(readBody(exampleEnviron({ 'tsgi.input': input }))).rejects.toBe(failure);
});
