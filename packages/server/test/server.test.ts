/** A server's life: its connections, those it is handed, and its end. */

import net from 'node:net';
import { duplexPair } from 'node:stream';

import { readBody, type Application, type Outcome } from '@tsgi/contract';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { DEFAULT_LIMITS, DEFAULT_TIMEOUTS } from '@tsgi/serving';
import { serve } from '../src/serve.ts';
import { ReferenceServer } from '../src/server.ts';
import { get, post, RawClient } from './raw-client.ts';
import { ErrorLog, served } from './served.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['hello'];
};

/** An application that answers when it is told to, and says when it was called. */
function gated(): { app: Application; called: Promise<void>; open: () => void } {
  const called = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const app: Application = async (environ, startResponse) => {
    called.resolve();
    await gate.promise;
    return hello(environ, startResponse);
  };
  return { app, called: called.promise, open: gate.resolve };
}

test('counts its connections', async () => {
  await using serving = await served(hello);
  expect(serving.server.connections).toBe(0);
  const clients = [await serving.client(), await serving.client()];
  for (const client of clients) await client.ask(get('/'));
  expect(serving.server.connections).toBe(2);
  clients[0]!.stream.destroy();
  await expect.poll(() => serving.server.connections).toBe(1);
});

test('answers 503 to a connection too many, and serves again when there are fewer', async () => {
  await using serving = await served(hello, { limits: { connections: 1 } });
  const first = await serving.client();
  await first.ask(get('/'));
  const second = await serving.client();
  const answer = await second.send(get('/')).answer();
  expect(answer.status).toBe(503);
  expect(answer.header('connection')).toBe('close');
  await expect(second.ended()).resolves.toBe('end');
  expect((await first.ask(get('/'))).status).toBe(200);
  first.stream.destroy();
  second.stream.destroy();
  await expect.poll(() => serving.server.connections).toBe(0);
  expect((await (await serving.client()).ask(get('/'))).status).toBe(200);
});

test('reports a connection that could not be accepted, and goes on', () => {
  const errors = new ErrorLog();
  const listener = net.createServer();
  new ReferenceServer(hello, { errors }, DEFAULT_LIMITS, DEFAULT_TIMEOUTS, listener).listensOn(null);
  listener.emit('error', new Error('accept EMFILE'));
  expect(errors.take()).toEqual([
    expect.stringMatching(/^a connection that could not be accepted: Error: accept EMFILE/),
  ]);
});

describe('a connection that it is handed', () => {
  test('is served like any other, also where it exists in memory only', async () => {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return [`${'REMOTE_ADDR' in environ} ${environ.SERVER_PORT}`];
    });
    const [near, far] = duplexPair();
    serving.server.accept(near);
    expect(serving.server.connections).toBe(1);
    const client = new RawClient(far);
    client.send(get('/1') + get('/2'));
    for (let i = 0; i < 2; i++) expect((await client.answer()).text).toBe(`false ${serving.server.port}`);
    client.end();
    await expect(client.ended()).resolves.toBe('end');
    await expect.poll(() => serving.server.connections).toBe(0);
  });

  test('carries much both ways', async () => {
    await using serving = await served(async (environ, startResponse) => {
      const content = await readBody(environ, { limit: Infinity });
      startResponse('200 OK', []);
      return [content];
    });
    const [near, far] = duplexPair();
    serving.server.accept(near);
    expect((await new RawClient(far).ask(post('x'.repeat(2_000_000)))).bytes).toHaveLength(2_000_000);
    far.destroy();
  });

  test('can be cut off while it is served, and deferred functions run', async () => {
    const over = Promise.withResolvers<Outcome>();
    await using serving = await served((environ, startResponse) => {
      environ['tsgi.exchange'].defer((outcome) => over.resolve(outcome));
      startResponse('200 OK', []);
      return [Buffer.alloc(5_000_000)];
    });
    const [near, far] = duplexPair();
    serving.server.accept(near);
    const client = new RawClient(far);
    client.send(get('/'));
    await client.until('\r\n\r\n');
    near.destroy();
    await expect(over.promise).resolves.toMatchObject({ status: 200, error: { name: 'ClientDisconnected' } });
  });

  test('is let be where it is closed already', async () => {
    await using serving = await served(hello);
    const [near] = duplexPair();
    near.destroy();
    await expect.poll(() => near.closed).toBe(true);
    serving.server.accept(near);
    expect(serving.server.connections).toBe(0);
  });

  test('is closed at once where the server is closing', async () => {
    const server = await serve(hello, { port: 0 });
    await server.close();
    const [near, far] = duplexPair();
    server.accept(near);
    far.resume();
    await expect.poll(() => near.destroyed).toBe(true);
  });
});

describe('closing', () => {
  afterEach(() => void vi.useRealTimers());

  test('closes connections that are idle, and resolves', async () => {
    await using serving = await served(hello, { timeouts: { lingerMs: 60_000 } });
    const [asked, silent] = [await serving.client(), await serving.client()];
    await asked.ask(get('/'));
    // Both ends of this connection stay open but for the server's.
    const closing = serving.server.close({ graceMs: 60_000 });
    await expect(asked.ended()).resolves.toBe('end');
    await expect(silent.ended()).resolves.toBe('end');
    await closing;
    expect(serving.server.connections).toBe(0);
  });

  test('answers what clients have sent before they could know, the last one on its connection', async () => {
    await using serving = await served(hello);
    const [asked, silent] = [await serving.client(), await serving.client()];
    await asked.ask(get('/'));
    // So that the time in which a request may arrive does not end.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const closing = serving.server.close({ graceMs: 60_000 });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    for (const client of [asked, silent]) {
      const answer = await client.ask(get('/'));
      expect([answer.text, answer.header('connection')]).toEqual(['hello', 'close']);
      client.end();
    }
    await closing;
  });

  test('answers what comes behind an answer whose head said that it may', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      if (environ.PATH_INFO !== '/stream') return ['hello'];
      return (async function* () {
        yield 'one';
        await gate.promise;
        yield 'two';
      })();
    });
    const [later, early] = [await serving.client(), await serving.client()];
    for (const client of [later, early]) await client.send(get('/stream')).until('one\r\n');
    early.send(get('/'));
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const closing = serving.server.close({ graceMs: 60_000 });
    gate.resolve();
    for (const client of [later, early]) await client.until('0\r\n\r\n');
    later.send(get('/'));
    for (const client of [later, early]) {
      const answer = await client.answer();
      expect([answer.text, answer.header('connection')]).toEqual(['hello', 'close']);
      client.end();
    }
    await closing;
  });

  test('closes a connection behind such an answer, where nothing comes', async () => {
    const gate = Promise.withResolvers<void>();
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        yield 'one';
        await gate.promise;
      })();
    });
    const client = await serving.client();
    await client.send(get('/')).until('one\r\n');
    const closing = serving.server.close({ graceMs: 60_000 });
    gate.resolve();
    await expect(client.ended()).resolves.toBe('end');
    await closing;
  });

  test('stops accepting', async () => {
    await using serving = await served(hello);
    await serving.server.close();
    await expect(serving.client()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('lets running exchanges finish, and tells their clients', async () => {
    const { app, called, open } = gated();
    await using serving = await served(app);
    const client = await serving.client();
    client.send(get('/1') + get('/2'));
    await called;
    let closed = false;
    const closing = serving.server.close({ graceMs: 60_000 }).then(() => (closed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    open();
    const answer = await client.answer();
    expect(answer.text).toBe('hello');
    expect(answer.header('connection')).toBe('close');
    await expect(client.ended()).resolves.toBe('end');
    client.end();
    await closing;
    expect(client.received).toBe('');
  });

  test('lets an answer go out that is complete but not taken yet', async () => {
    await using serving = await served((_environ, startResponse) => {
      startResponse('200 OK', []);
      return ['x'.repeat(60_000)];
    });
    const [near, far] = duplexPair({ highWaterMark: 1_000_000 });
    serving.server.accept(near);
    far.write(get('/').repeat(5));
    await expect.poll(() => near.writableLength + far.readableLength).toBeGreaterThan(300_000);
    const closing = serving.server.close({ graceMs: 60_000 });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    const client = new RawClient(far);
    for (let i = 0; i < 5; i++) expect((await client.answer()).bytes).toHaveLength(60_000);
    await client.end().ended();
    await closing;
  });

  test('answers a request whose head or content is on its way', async () => {
    await using serving = await served(async (environ, startResponse) => {
      const content = await readBody(environ);
      startResponse('200 OK', []);
      return [content];
    });
    const [inHead, inContent] = [await serving.client(), await serving.client()];
    const text = post('content');
    inHead.send(text.slice(0, 20));
    inContent.send(text.slice(0, -3));
    await expect.poll(() => serving.server.connections).toBe(2);
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    const closing = serving.server.close({ graceMs: 60_000 });
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    inHead.send(text.slice(20));
    inContent.send(text.slice(-3));
    for (const client of [inHead, inContent]) {
      const answer = await client.answer();
      expect(answer.text).toBe('content');
      expect(answer.header('connection')).toBe('close');
      client.end();
    }
    await closing;
  });

  test('aborts what is left after the grace, and what was deferred still runs', async () => {
    const { app, called, open } = gated();
    const over = Promise.withResolvers<Outcome>();
    const aborted = Promise.withResolvers<unknown>();
    await using serving = await served((environ, startResponse) => {
      const { signal } = environ['tsgi.exchange'];
      environ['tsgi.exchange'].defer((outcome) => over.resolve(outcome));
      signal.addEventListener('abort', () => {
        aborted.resolve(signal.reason);
        open();
      });
      return app(environ, startResponse);
    });
    const client = await serving.client();
    client.send(get('/'));
    await called;
    await serving.server.close({ graceMs: 20 });
    await expect(aborted.promise).resolves.toMatchObject({
      name: 'ClientDisconnected',
      message: 'the server is closing',
    });
    await expect(over.promise).resolves.toMatchObject({ status: 0, error: { name: 'ClientDisconnected' } });
    await client.ended();
    expect(client.received).toBe('');
  });

  test('does not wait for ever for an application that hangs, nor for work in the background', async () => {
    await using serving = await served((environ, startResponse) => {
      if (environ.PATH_INFO === '/hang') return new Promise(() => {});
      environ['tsgi.exchange'].waitUntil(new Promise(() => {}));
      return hello(environ, startResponse);
    });
    const client = await serving.client();
    await client.ask(get('/'));
    client.send(get('/hang'));
    await serving.server.close({ graceMs: 1 });
    expect(serving.server.connections).toBe(0);
  });

  test('waits as long as it takes where there is no end to the grace', async () => {
    const { app, called, open } = gated();
    await using serving = await served(app);
    const client = await serving.client();
    client.send(get('/'));
    await called;
    let closed = false;
    const closing = serving.server.close({ graceMs: Infinity }).then(() => (closed = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(closed).toBe(false);
    open();
    expect((await client.answer()).text).toBe('hello');
    client.end();
    await closing;
  });

  test('waits for work in the background, and reports what that fails with', async () => {
    const work = Promise.withResolvers<void>();
    const more = Promise.withResolvers<void>();
    await using serving = await served((environ, startResponse) => {
      environ['tsgi.exchange'].waitUntil(work.promise);
      environ['tsgi.exchange'].waitUntil(more.promise);
      return hello(environ, startResponse);
    });
    const client = await serving.client();
    await client.ask(get('/', 'Connection: close'));
    client.end();
    let closed = false;
    const closing = serving.server.close({ graceMs: 60_000 }).then(() => (closed = true));
    await new Promise((resolve) => setImmediate(resolve));
    more.reject(new Error('background work failed'));
    await expect(serving.errors.next()).resolves.toMatch(/Error: background work failed\n/);
    expect(closed).toBe(false);
    work.resolve();
    await closing;
  });

  test('reports work that fails though nobody is closing', async () => {
    await using serving = await served((environ, startResponse) => {
      environ['tsgi.exchange'].waitUntil(Promise.reject(new Error('background work failed')));
      return hello(environ, startResponse);
    });
    await (await serving.client()).ask(get('/'));
    await expect(serving.errors.next()).resolves.toMatch(/background work failed/);
  });

  test('refuses an option that is misspelt, and goes on', async () => {
    await using serving = await served(hello);
    await expect(serving.server.close({ graceMS: 1 } as object)).rejects.toThrow(
      new TypeError('close(): graceMS is not an option; there are graceMs'),
    );
    expect((await (await serving.client()).ask(get('/'))).status).toBe(200);
  });

  test('is the same when it is asked for again, and when the server is disposed of', async () => {
    const server = await serve(hello, { port: 0 });
    const ended: string[] = [];
    await Promise.all([
      server.close().then(() => ended.push('first')),
      server.close({ graceMs: 0 }).then(() => ended.push('second')),
    ]);
    expect(ended).toEqual(['first', 'second']);
    await server[Symbol.asyncDispose]();
  });

  test('waits for the error stream to be flushed', async () => {
    const flushed = Promise.withResolvers<void>();
    const server = await serve(hello, { port: 0, errors: { write() {}, flush: () => flushed.promise } });
    let closed = false;
    const closing = server.close().then(() => (closed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    flushed.resolve();
    await closing;
  });
});
