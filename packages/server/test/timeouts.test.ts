/** How long the server waits for a client (src/limits.ts). Waits are small here, and no test measures one. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Application, Outcome } from '@tsgi/contract';
import { ClientDisconnected, readBody } from '@tsgi/contract';
import { expect, onTestFinished, test } from 'vitest';

import { get, post, request } from './raw-client.ts';
import { served } from './served.ts';

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', []);
  return ['hello'];
};

const echo: Application = async (environ, startResponse) => {
  const content = await readBody(environ);
  startResponse('200 OK', []);
  return [content];
};

/** Calls `send` every few milliseconds, until the test is over. */
function trickle(send: () => void): void {
  const timer = setInterval(send, 5);
  onTestFinished(() => clearInterval(timer));
}

test.each([
  ['stops', false],
  ['sends byte by byte', true],
])('answers a head with 408 that %s', async (_what, goesOn) => {
  await using serving = await served(hello, { timeouts: { headMs: 50 } });
  const client = await serving.client();
  client.send('GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ');
  trickle(() => goesOn && client.stream.writable && client.send('x'));
  const answer = await client.answer();
  expect(answer.status).toBe(408);
  expect(answer.header('connection')).toBe('close');
});

test('counts the time of a head from its own first byte', async () => {
  await using serving = await served(hello, { timeouts: { headMs: 50, idleMs: 60_000 } });
  const client = await serving.client();
  client.send(`${get('/')}GET / HT`);
  expect((await client.answer()).status).toBe(200);
  expect((await client.answer()).status).toBe(408);
});

test('does not take the wait between requests for a slow head', async () => {
  await using serving = await served(hello, { timeouts: { headMs: 20, idleMs: 150 } });
  const client = await serving.client();
  await client.ask(get('/'));
  await client.ended();
  expect(client.received).toBe('');
});

test('answers content with 408 that stops coming while the application waits for it, and tells that', async () => {
  const read = Promise.withResolvers<unknown>();
  await using serving = await served(
    async (environ) => {
      await readBody(environ).catch(read.resolve);
      throw new Error('nobody reports this');
    },
    { timeouts: { bodyMs: 50 } },
  );
  const client = await serving.client();
  client.send(post('content').slice(0, -1));
  const answer = await client.answer();
  expect(answer.status).toBe(408);
  expect(answer.header('connection')).toBe('close');
  const error = await read.promise;
  expect(error).toBeInstanceOf(ClientDisconnected);
  expect(error).toMatchObject({ message: expect.stringContaining('too slowly') });
});

test('answers content with 408 that comes more slowly than allowed', async () => {
  await using serving = await served(echo, { timeouts: { bodyMs: 50, bodyProgressBytes: 1000 } });
  const client = await serving.client();
  client.send(request('POST / HTTP/1.1', ['Content-Length: 100000']));
  trickle(() => client.stream.writable && client.send('x'));
  expect((await client.answer()).status).toBe(408);
});

test('takes content that comes slowly, but not too slowly', async () => {
  await using serving = await served(echo, { timeouts: { bodyMs: 400, bodyProgressBytes: 1 } });
  const client = await serving.client();
  client.send(request('POST / HTTP/1.1', ['Content-Length: 120']));
  let left = 120;
  trickle(() => left-- > 0 && client.send('x'));
  expect((await client.answer()).text).toHaveLength(120);
});

test('cuts an answer off whose content stops coming', async () => {
  await using serving = await served(
    (environ, startResponse) => {
      startResponse('200 OK', []);
      return (async function* () {
        for await (const chunk of environ['tsgi.input']) yield chunk;
      })();
    },
    { timeouts: { bodyMs: 50 } },
  );
  const client = await serving.client();
  client.send(post('content').slice(0, -1));
  await client.until('conten\r\n');
  await client.ended();
  expect(client.received).toBe('');
});

test('waits for an application as long as it takes', async () => {
  await using serving = await served(
    async (environ, startResponse) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return echo(environ, startResponse);
    },
    { timeouts: { headMs: 20, bodyMs: 20, idleMs: 20, writeMs: 20, lingerMs: 20 } },
  );
  const client = await serving.client();
  expect((await client.ask(get('/'))).status).toBe(200);
  const other = await serving.client();
  expect((await other.ask(post('content'))).text).toBe('content');
});

test('closes without a second answer where content that nobody has read does not come', async () => {
  await using serving = await served(hello, { timeouts: { bodyMs: 50 } });
  const client = await serving.client();
  client.send(post('content').slice(0, -1));
  expect((await client.answer()).text).toBe('hello');
  await client.ended();
  expect(client.received).toBe('');
});

test.each([
  ['that has never asked', ''],
  ['that has got its answer', get('/')],
])('closes a connection %s and stays silent', async (_what, text) => {
  await using serving = await served(hello, { timeouts: { idleMs: 50 } });
  const client = await serving.client();
  if (text !== '') await client.ask(text);
  await expect(client.ended()).resolves.toBe('end');
  expect(client.received).toBe('');
});

test('keeps a connection that asks again and again', async () => {
  await using serving = await served(hello, { timeouts: { idleMs: 500 } });
  const client = await serving.client();
  for (let i = 0; i < 60; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await client.ask(get('/'))).status).toBe(200);
  }
});

test('destroys a connection whose client does not take its answer, and tells the application', async () => {
  const over = Promise.withResolvers<Outcome>();
  await using serving = await served(
    (environ, startResponse) => {
      environ['tsgi.exchange'].defer((outcome) => over.resolve(outcome));
      startResponse('200 OK', []);
      return [Buffer.alloc(30_000_000)];
    },
    { timeouts: { writeMs: 50 } },
  );
  const client = await serving.client();
  client.stream.pause();
  client.send(get('/'));
  await expect(over.promise).resolves.toMatchObject({
    status: 200,
    error: { name: 'ClientDisconnected', message: 'the client took nothing for 50 ms' },
  });
  await expect.poll(() => serving.server.connections).toBe(0);
});

test('does not take a client for stalled that reads slowly', async () => {
  const total = 3_000_000;
  await using serving = await served(
    (_environ, startResponse) => {
      startResponse('200 OK', []);
      return [Buffer.alloc(total)];
    },
    { timeouts: { writeMs: 400 } },
  );
  const client = await serving.client();
  client.stream.on('data', () => {
    client.stream.pause();
    setTimeout(() => client.stream.resume(), 4);
  });
  expect((await client.ask(get('/'))).bytes).toHaveLength(total);
});

test('does not take a client for stalled that takes one write slowly, of which only its end is an event', async () => {
  const total = 1_048_576;
  const folder = mkdtempSync(join(tmpdir(), 'tsgi-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await using serving = await served(
    (_environ, startResponse) => {
      startResponse('200 OK', []);
      return [Buffer.alloc(total)];
    },
    // The system keeps little for a Unix socket, so that the client is waited for.
    { path: join(folder, 'socket'), timeouts: { writeMs: 400 } },
  );
  const client = await serving.client();
  client.stream.on('data', () => {
    client.stream.pause();
    setTimeout(() => client.stream.resume(), 40);
  });
  expect((await client.ask(get('/'))).bytes).toHaveLength(total);
});

test('destroys a connection whose client does not close after its last answer', async () => {
  await using serving = await served(hello, { timeouts: { lingerMs: 50 } });
  const client = await serving.client();
  expect((await client.ask(get('/', 'Connection: close'))).text).toBe('hello');
  // This side stays open, and even goes on sending.
  trickle(() => client.stream.writable && client.send('x'));
  await expect.poll(() => serving.server.connections).toBe(0);
});

test('lets a connection go at once whose client closes after its last answer', async () => {
  await using serving = await served(hello, { timeouts: { lingerMs: 60_000 } });
  const client = await serving.client();
  await client.ask(get('/', 'Connection: close'));
  await client.ended();
  client.end();
  await expect.poll(() => serving.server.connections).toBe(0);
});

test('destroys a connection whose client does not even take its last answer', async () => {
  await using serving = await served(
    (_environ, startResponse) => {
      startResponse('200 OK', []);
      return [Buffer.alloc(30_000_000)];
    },
    { timeouts: { writeMs: 50, lingerMs: 60_000 } },
  );
  const client = await serving.client();
  client.stream.pause();
  client.send(get('/', 'Connection: close'));
  await expect.poll(() => serving.server.connections).toBe(1);
  await expect.poll(() => serving.server.connections).toBe(0);
});

test('waits for ever where it is told to', async () => {
  const forever = { headMs: Infinity, bodyMs: Infinity, idleMs: Infinity, writeMs: Infinity, lingerMs: Infinity };
  await using serving = await served(echo, { timeouts: forever });
  const client = await serving.client();
  expect((await client.ask(post('content'))).text).toBe('content');
});
