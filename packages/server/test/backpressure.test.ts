/** A slow side slows the other: what the server holds of either direction is bounded, in bytes. */

import { duplexPair } from 'node:stream';

import type { Application, Body } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { get, RawClient, request } from './raw-client.ts';
import { served } from './served.ts';

const nextTurn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits until nothing has changed for some turns. */
async function settled(measure: () => number): Promise<number> {
  for (let before = -1, same = 0; same < 10;) {
    await nextTurn();
    const now = measure();
    same = now === before ? same + 1 : 0;
    before = now;
  }
  return measure();
}

const CHUNK = 10_000;
const CHUNKS = 500;

/** A body of chunks that counts how many were taken of it. */
function countedBody(kind: string, chunk: string | Uint8Array, taken: { count: number }): Body {
  if (kind === 'a generator') {
    return (function* () {
      for (; taken.count < CHUNKS;) {
        taken.count++;
        yield chunk;
      }
    })();
  }
  return (async function* () {
    for (; taken.count < CHUNKS;) {
      taken.count++;
      yield chunk;
    }
  })();
}

describe('a client that does not read its answer', () => {
  test.each([
    ['a generator', 'text', 'x'.repeat(CHUNK)],
    ['a generator', 'bytes', Buffer.alloc(CHUNK)],
    ['an asynchronous generator', 'text', 'x'.repeat(CHUNK)],
    ['an asynchronous generator', 'bytes', Buffer.alloc(CHUNK)],
  ])('has %s of %s wait: one chunk is taken beyond what the transport wants', async (kind, _what, chunk) => {
    const taken = { count: 0 };
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', [['Content-Length', String(CHUNK * CHUNKS)]]);
      return countedBody(kind, chunk, taken);
    });
    const [near, far] = duplexPair();
    serving.server.accept(near);
    far.write(get('/'));
    await settled(() => taken.count);
    // Once the transport holds its high-water mark nothing more is asked for.
    const most = near.writableHighWaterMark + CHUNK;
    expect(taken.count * CHUNK).toBeLessThanOrEqual(most + far.readableHighWaterMark);
    expect(near.writableLength).toBeLessThanOrEqual(most);
    expect(taken.count).toBeGreaterThan(0);

    const answer = await new RawClient(far).answer();
    expect(answer.bytes).toHaveLength(CHUNK * CHUNKS);
    far.destroy();
  });

  test('has a generator of many small texts wait as early as one of large ones', async () => {
    const small = 'x'.repeat(1000);
    const taken = { count: 0 };
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', [['Content-Length', String(small.length * 1000)]]);
      return (function* () {
        for (; taken.count < 1000; taken.count++) yield small;
      })();
    });
    const [near, far] = duplexPair();
    serving.server.accept(near);
    far.write(get('/'));
    await settled(() => taken.count);
    // The other end is full, and one chunk stands behind it.
    expect(near.writableLength).toBeLessThanOrEqual(small.length);
    expect((await new RawClient(far).answer()).bytes).toHaveLength(small.length * 1000);
    far.destroy();
  });

  test('has a huge chunk wait, of which only pieces are handed over', async () => {
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      return [Buffer.alloc(5_000_000)];
    });
    const [near, far] = duplexPair();
    serving.server.accept(near);
    far.write(get('/'));
    const held = await settled(() => near.writableLength + far.readableLength);
    expect(held).toBeLessThanOrEqual(near.writableHighWaterMark + 65_536 + 200);
    expect((await new RawClient(far).answer()).bytes).toHaveLength(5_000_000);
    far.destroy();
  });

  test('does not keep others from being served', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return environ.PATH_INFO === '/much' ? countedBody('a generator', 'x'.repeat(CHUNK), { count: 0 }) : ['hello'];
    });
    const stuck = await serving.client();
    stuck.stream.pause();
    stuck.send(get('/much'));
    const client = await serving.client();
    expect((await client.ask(get('/'))).text).toBe('hello');
  });

  test('gives others their turn while a fast one takes much', async () => {
    const order: string[] = [];
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      environ['tsgi.exchange'].defer(() => void order.push(environ.PATH_INFO));
      return environ.PATH_INFO === '/much' ? [Buffer.alloc(32_000_000)] : ['hello'];
    });
    const [near, far] = duplexPair({ highWaterMark: 64_000_000 });
    serving.server.accept(near);
    const client = await serving.client();
    far.on('data', () => {});
    far.write(get('/much'));
    client.send(get('/little'));
    await client.answer();
    await expect.poll(() => order).toEqual(['/little', '/much']);
    far.destroy();
  });
});

describe('an application that does not read its content', () => {
  const SENT = 5_000_000;
  const upload = request('POST / HTTP/1.1', [`Content-Length: ${SENT}`]);

  /** What the server has taken of the upload: what was sent, but for what the streams between still hold. */
  async function taken(app: (gate: Promise<void>) => Application): Promise<{ before: number; after: string }> {
    const gate = Promise.withResolvers<void>();
    await using serving = await served(app(gate.promise));
    const [near, far] = duplexPair();
    serving.server.accept(near);
    far.write(upload);
    for (let i = 0; i < SENT; i += CHUNK) far.write(Buffer.alloc(CHUNK, 'x'));
    const before = await settled(() => SENT - far.writableLength - near.readableLength);
    gate.resolve();
    const after = (await new RawClient(far).answer()).text;
    far.destroy();
    return { before, after };
  }

  test.each([
    ['at all', 0],
    ['beyond its first chunk', 1],
  ])('has the client wait: it is not read %s', async (_what, reads) => {
    const { before, after } = await taken((gate) => async (environ, startResponse) => {
      const chunks = environ['tsgi.input'][Symbol.asyncIterator]();
      let length = 0;
      for (let i = 0; i < reads; i++) length += (await chunks.next()).value?.length ?? 0;
      await gate;
      for (;;) {
        const { value } = await chunks.next();
        if (value === undefined) break;
        length += value.length;
      }
      startResponse('200 OK', []);
      return [String(length)];
    });
    expect(before).toBeLessThanOrEqual(65_536 + 65_536 + CHUNK * (reads + 1));
    expect(after).toBe(String(SENT));
  });

  test('reads as much as is sent, where it is read', async () => {
    const { after } = await taken(() => async (environ, startResponse) => {
      let length = 0;
      for await (const chunk of environ['tsgi.input']) length += chunk.length;
      startResponse('200 OK', []);
      return [String(length)];
    });
    expect(after).toBe(String(SENT));
  });

  test('says that the rest is not wanted by closing it, which lets the client send on', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served(async (environ, startResponse) => {
      environ['tsgi.input'].close();
      await gate.promise;
      startResponse('200 OK', []);
      return ['enough'];
    });
    const [near, far] = duplexPair();
    serving.server.accept(near);
    far.write(upload);
    for (let i = 0; i < SENT; i += CHUNK) far.write(Buffer.alloc(CHUNK, 'x'));
    await expect.poll(() => far.writableLength).toBe(0);
    gate.resolve();
    expect((await new RawClient(far).answer()).text).toBe('enough');
    far.destroy();
  });

  test('can pass a stream through that is larger than all buffers, both ends at their own pace', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        for await (const chunk of environ['tsgi.input']) yield chunk;
      })();
    });
    const client = await serving.client();
    client.send(upload);
    for (let i = 0; i < SENT; i += CHUNK) client.send(Buffer.alloc(CHUNK, 'x'));
    const { bytes } = await client.answer();
    expect(bytes).toHaveLength(SENT);
  });
});

test('takes no more requests than it can hold while one is answered', async () => {
  const gate = Promise.withResolvers<void>();
  let called = 0;
  await using serving = await served(async (_environ, startResponse) => {
    called++;
    await gate.promise;
    startResponse('200 OK', []);
    return ['hello'];
  });
  const [near, far] = duplexPair();
  serving.server.accept(near);
  const total = 10_000;
  for (let i = 0; i < total / 100; i++) far.write(get('/').repeat(100));
  const sent = get('/').length * total;
  const held = await settled(() => sent - far.writableLength - near.readableLength);
  expect(called).toBe(1);
  expect(held).toBeLessThanOrEqual(65_536 + get('/').length * 100);
  gate.resolve();
  const client = new RawClient(far);
  for (let i = 0; i < total; i++) expect((await client.answer()).status).toBe(200);
  expect(called).toBe(total);
  far.destroy();
});
