import type { Input } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { empty, handler, type HttpRequest, text } from '@tsgi/web';

import { readBytes, takeBody } from '../src/request-body.ts';
import { environOf, exchange, type Ask, type Answer } from './exchange.ts';

/** Reads as `read` does, and says what came of it. */
function reading(read: (request: HttpRequest) => Promise<unknown>, ask: Ask): Promise<Answer> {
  return exchange(
    handler(async (request) => text(String(await read(request)))),
    ask,
  );
}

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield new Uint8Array(65_536);
}

test('reads text, bytes and a stream', async () => {
  const body = ['你', '好'];
  expect((await reading((request) => request.text(), { body })).content).toBe('你好');
  expect((await reading((request) => request.bytes(), { body })).content).toBe('228,189,160,229,165,189');
  const chunks = await reading(async (request) => (await Array.fromAsync(request.stream())).length, { body });
  expect(chunks.content).toBe('2');
});

test('reads nothing where there is nothing', async () => {
  expect((await reading((request) => request.text(), {})).content).toBe('');
});

describe('the limit', () => {
  const readers = {
    bytes: (request: HttpRequest) => request.bytes(),
    text: (request: HttpRequest) => request.text(),
    stream: (request: HttpRequest) => Array.fromAsync(request.stream()),
  };

  test.each(Object.entries(readers))('of %s is 1 MiB, of whatever is endless', async (_name, read) => {
    expect((await reading(read, { body: endless() })).failure).toMatchObject({ status: 413, limit: 1_048_576 });
    expect((await reading(read, { body: new Uint8Array(1_048_576) })).failure).toBeUndefined();
    expect((await reading(read, { body: new Uint8Array(1_048_577) })).failure).toMatchObject({ status: 413 });
  });

  test('can be set', async () => {
    expect((await reading((request) => request.text({ limit: 3 }), { body: 'abc' })).content).toBe('abc');
    expect((await reading((request) => request.text({ limit: 3 }), { body: 'abcd' })).failure).toMatchObject({
      status: 413,
    });
  });

  test('holds over bytes that a layer has made more of', async () => {
    const environ = environOf({ body: 'abcdef' });
    environ['tsgi.input'].limit = () => {};
    await expect(readBytes(environ, 'bytes()', { limit: 3 })).rejects.toMatchObject({ status: 413 });
  });

  test.each([-1, Number.NaN, '5'])('is refused where it is %j', (limit) => {
    expect(() => takeBody(environOf(), 'bytes()', { limit: limit as number })).toThrow(/^bytes\(\): limit must be/);
  });
});

describe('a second reader', () => {
  test('is told of the first', async () => {
    const answer = await reading(
      async (request) => {
        await request.text();
        return request.bytes();
      },
      { body: 'a' },
    );
    const message = "bytes(): the request's body has been read by text() already; read it once, and keep what it gave";
    expect(answer.failure).toEqual(new TypeError(message));
  });

  test('is one in the same exchange, also where a server has one input for all that have no content', async () => {
    const none: Input = {
      [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
      limit() {},
      close() {},
    };
    for (const method of ['text()', 'form()']) {
      expect(await readBytes({ ...environOf(), 'tsgi.input': none }, method)).toHaveLength(0);
    }
  });

  test('reads what a layer has put in place of what it has read', async () => {
    const environ = environOf({ body: 'a' });
    await readBytes(environ, 'form()');
    const replayed = { ...environ, 'tsgi.input': environOf({ body: 'a' })['tsgi.input'] };
    expect(await readBytes(replayed, 'form()')).toEqual(Uint8Array.of(97));
  });

  test('is told so in another view of the same exchange, and where there is no body', async () => {
    const environ = environOf();
    await readBytes(environ, 'text()');
    await expect(readBytes({ ...environ }, 'json()')).rejects.toThrow(/read by text\(\) already/);
  });
});

describe('text', () => {
  test('is in the charset that it says', async () => {
    const headers = { 'Content-Type': 'text/plain; charset=ISO-8859-1' };
    expect((await reading((request) => request.text(), { headers, body: Uint8Array.of(0xe9) })).content).toBe('é');
  });

  test('is 400 where it is not, and 415 where nobody knows it', async () => {
    const malformed = await reading((request) => request.text(), { body: Uint8Array.of(0xff) });
    expect(malformed.failure).toMatchObject({ status: 400, message: 'the body is not valid utf-8' });
    const headers = { 'Content-Type': 'text/plain; charset=x-nonsense' };
    expect((await reading((request) => request.text(), { headers, body: 'a' })).failure).toMatchObject({ status: 415 });
  });
});

test('is given as it is where it is compressed, but not as text', async () => {
  const ask = { headers: { 'Content-Encoding': 'gzip' }, body: Uint8Array.of(0x1f, 0x8b) };
  expect((await reading((request) => request.bytes(), ask)).content).toBe('31,139');
  expect((await reading((request) => request.text(), ask)).failure).toMatchObject({ status: 415 });
});

test('is not touched by a handler that does not read it', async () => {
  const environ = environOf({ body: 'a' });
  handler(() => empty())(environ, () => {});
  expect(await readBytes(environ, 'text()')).toHaveLength(1);
});
