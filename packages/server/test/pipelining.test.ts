/** Requests that come before the answers to those before them: answered in order, one at a time, and not without end. */

import { duplexPair } from 'node:stream';

import type { Application } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import { get, RawClient, request } from './raw-client.ts';
import { served, servedAsItIs } from './served.ts';

const nextTurn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Answers with the path: in this turn, in a later one, or in chunks, as the path says. */
const mixed: Application = (environ, startResponse) => {
  const path = environ.PATH_INFO;
  startResponse('200 OK', []);
  if (path.startsWith('/sync')) return [path];
  if (path.startsWith('/bytes')) return [Buffer.from(path)];
  if (path.startsWith('/long')) return [Buffer.alloc(1500, path)];
  if (path.startsWith('/large')) return [path.padEnd(65_536, '.')];
  if (path.startsWith('/huge')) return [Buffer.alloc(300_000, path)];
  if (path.startsWith('/many')) return new Set([path, '.', '..']);
  if (path.startsWith('/async')) return nextTurn().then(() => [path]);
  if (path.startsWith('/late')) return nextTurn().then(() => [path.padEnd(65_536, '.')]);
  return (async function* () {
    yield path;
    await nextTurn();
    yield path;
  })();
};

const KINDS = ['sync', 'bytes', 'long', 'large', 'huge', 'many', 'async', 'late', 'stream'];

function withContent(path: string): string {
  return request(`POST ${path} HTTP/1.1`, ['Content-Length: 5'], 'GET /');
}

test('answers requests in the order in which they came', async () => {
  await using serving = await served(mixed);
  const client = await serving.client();
  client.send(get('/sync1') + get('/sync2') + get('/sync3'));
  for (const path of ['/sync1', '/sync2', '/sync3']) expect((await client.answer()).text).toBe(path);
});

test.each(KINDS.flatMap((one) => KINDS.map((other) => [one, other])))(
  'answers %s, then %s, then both again',
  async (one, other) => {
    await using serving = await served(mixed);
    const client = await serving.client();
    const paths = [`/${one}1`, `/${other}2`, `/${one}3`, `/${other}4`];
    client.send(paths.map((path) => get(path)).join(''));
    for (const path of paths) expect((await client.answer()).text.startsWith(path)).toBe(true);
    expect((await client.ask(get('/sync'))).text).toBe('/sync');
  },
);

test('runs one exchange at a time on a connection, to its very end', async () => {
  let running = 0;
  let most = 0;
  await using serving = await served((environ, startResponse) => {
    most = Math.max(most, ++running);
    environ['tsgi.exchange'].defer(async () => {
      await nextTurn();
      running--;
    });
    return mixed(environ, startResponse);
  });
  const client = await serving.client();
  const paths = KINDS.map((kind) => `/${kind}`);
  client.send(paths.map((path) => get(path)).join(''));
  for (const path of paths) expect((await client.answer()).text.startsWith(path)).toBe(true);
  expect(most).toBe(1);
});

test('passes over unread content between requests', async () => {
  await using serving = await served(mixed);
  const client = await serving.client();
  client.send(withContent('/sync1') + withContent('/async2') + get('/sync3'));
  for (const path of ['/sync1', '/async2', '/sync3']) expect((await client.answer()).text).toBe(path);
});

test('answers requests that arrive in any pieces', async () => {
  await using serving = await served(mixed);
  const text = get('/sync1') + get('/async2') + get('/stream3');
  for (let cut = 1; cut < text.length; cut += 7) {
    const client = await serving.client();
    client.send(text.slice(0, cut));
    await nextTurn();
    client.send(text.slice(cut));
    for (const path of ['/sync1', '/async2']) expect((await client.answer()).text).toBe(path);
    expect((await client.answer()).text).toBe('/stream3/stream3');
  }
});

test('goes on after an answer that the transport did not take at once', async () => {
  await using serving = await servedAsItIs(async (_environ, startResponse) => {
    startResponse('200 OK', []);
    return ['x'.repeat(65_536)];
  });
  const client = await serving.client();
  client.send(get('/').repeat(20));
  for (let i = 0; i < 20; i++) expect((await client.answer()).bytes).toHaveLength(65_536);
});

test.each(['sync', 'many'])('sends many small answers in one write: %s', async (kind) => {
  // As it is: what the validator defers would have each answer sent before the next.
  await using serving = await servedAsItIs(mixed);
  const [near, far] = duplexPair();
  const writes: number[] = [];
  far.on('data', (bytes: Buffer) => writes.push(bytes.length));
  serving.server.accept(near);
  const client = new RawClient(far);
  client.send(get(`/${kind}`).repeat(50));
  for (let i = 0; i < 50; i++) expect((await client.answer()).status).toBe(200);
  expect(writes).toHaveLength(1);
  far.destroy();
});

test.each([
  ['short', '/bytes', 'write'],
  ['long', '/long', 'uncork'],
] as const)('hands answers of %s bytes to the transport in one go', async (_length, path, method) => {
  await using serving = await servedAsItIs(mixed);
  const [near, far] = duplexPair();
  const handed = vi.spyOn(near, method);
  serving.server.accept(near);
  const client = new RawClient(far);
  client.send(get(path).repeat(20));
  for (let i = 0; i < 20; i++) expect((await client.answer()).status).toBe(200);
  expect(handed).toHaveBeenCalledOnce();
  far.destroy();
});

test('answers a synchronous application in the turn in which the request came', async () => {
  await using serving = await served(mixed);
  const [near, far] = duplexPair();
  let answered = false;
  const write = near.write.bind(near);
  near.write = ((bytes: string, encoding: BufferEncoding) => {
    answered = true;
    return write(bytes, encoding);
  }) as typeof near.write;
  serving.server.accept(near);
  near.emit('data', Buffer.from(get('/sync')));
  expect(answered).toBe(true);
  far.destroy();
});

test('stops serving a client that does not read its answers, and goes on when it does', async () => {
  let called = 0;
  await using serving = await served((environ, startResponse) => {
    called++;
    startResponse('200 OK', []);
    return ['x'.repeat(1000)];
  });
  const [near, far] = duplexPair();
  serving.server.accept(near);
  const total = 20_000;
  for (let i = 0; i < 20; i++) far.write(get('/').repeat(total / 20));
  for (let turn = 0; turn < 20; turn++) await nextTurn();
  const served1 = called;
  // What the transport holds, one read of requests beyond it, and no more.
  expect(near.writableLength).toBeLessThan(200_000);
  expect(served1).toBeLessThan(400);
  for (let turn = 0; turn < 20; turn++) await nextTurn();
  expect(called).toBe(served1);
  // The other side of the connection is not read any more, so that the client is slowed down in turn.
  expect(far.writableLength).toBeGreaterThan(0);
  far.resume();
  await expect.poll(() => called).toBe(total);
  far.destroy();
});

test('serves no request after an answer that was cut off', async () => {
  const called: string[] = [];
  await using serving = await served((environ, startResponse) => {
    called.push(environ.PATH_INFO);
    startResponse('200 OK', []);
    return (function* () {
      yield 'part';
      throw new Error('no more');
    })();
  });
  const client = await serving.client();
  await client.send(get('/1') + get('/2')).ended();
  expect(called).toEqual(['/1']);
  expect(serving.errors.take()).toHaveLength(1);
});

test('small answers leave together, also where something was deferred', async () => {
  const [inner, outer] = duplexPair();
  const writes: string[] = [];
  const write = vi.spyOn(inner, 'write').mockImplementation((chunk: unknown) => {
    writes.push(String(chunk));
    return true;
  });
  const order: string[] = [];
  await using serving = await served((environ, startResponse) => {
    order.push(`called ${environ.PATH_INFO}`);
    environ['tsgi.exchange'].defer(() => void order.push(`over ${environ.PATH_INFO}`));
    return mixed(environ, startResponse);
  });
  serving.server.accept(inner);
  outer.write(get('/sync1') + get('/sync2') + get('/sync3'));
  await vi.waitFor(() => expect(order).toHaveLength(6));
  expect(order).toEqual([1, 2, 3].flatMap((n) => [`called /sync${n}`, `over /sync${n}`]));
  expect(writes.filter((text) => text !== '')).toHaveLength(1);
  write.mockRestore();
  inner.destroy();
});

test('an answer does not wait for what is deferred, though another request is there', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await using serving = await served((environ, startResponse) => {
    if (environ.PATH_INFO === '/sync1') environ['tsgi.exchange'].defer(() => promise);
    return mixed(environ, startResponse);
  });
  const client = await serving.client();
  client.send(get('/sync1') + get('/sync2'));
  expect((await client.answer()).text).toBe('/sync1');
  resolve();
  expect((await client.answer()).text).toBe('/sync2');
});
