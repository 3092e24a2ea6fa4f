import { once } from 'node:events';
import http2 from 'node:http2';
import net from 'node:net';

import type { Application, Outcome } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { selfSigned } from '../../server/test/self-signed.ts';
import { answerOf, say, served, session } from './served.ts';

const protocol: Application = (environ, startResponse) => {
  startResponse('200 OK', []);
  return [environ.SERVER_PROTOCOL];
};

test('serves both protocols on one port, whichever the client begins with', async () => {
  await using serving = await served(protocol, { http2: true });
  const client = await session(serving.server.url);
  expect((await answerOf(client.request({ ':path': '/' }))).text).toBe('HTTP/2.0');
  client.close();
  expect(await (await fetch(serving.server.url)).text()).toBe('HTTP/1.1');
});

test('agrees on a protocol over TLS', async () => {
  const { key, cert } = selfSigned();
  await using serving = await served(protocol, { http2: true, tls: { key, cert } });
  const client = await session(serving.server.url, { ca: cert });
  expect(client.alpnProtocol).toBe('h2');
  expect((await answerOf(client.request({ ':path': '/' }))).text).toBe('HTTP/2.0');
  client.close();
});

test('has no HTTP/2 where it is not asked for', async () => {
  await using serving = await served(protocol);
  await expect(say(serving.server.port, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).resolves.toMatch(/^HTTP\/1\.1 [45]/);
});

test('closes a connection after as many streams as it may have', async () => {
  await using serving = await served(protocol, { http2: true, limits: { requestsPerConnection: 2 } });
  const client = http2.connect(serving.server.url);
  await answerOf(client.request({ ':path': '/' }));
  const goneAway = once(client, 'goaway');
  await answerOf(client.request({ ':path': '/' }));
  expect((await goneAway)[0]).toBe(0);
});

test.each(['', 'PRI * HTT'])(
  'destroys a connection of which it does not know in time what it speaks: %j',
  async (said) => {
    await using serving = await served(protocol, { http2: true, timeouts: { headMs: 20 } });
    const socket = net.connect(serving.server.port, '127.0.0.1', () => socket.write(said));
    socket.on('error', () => {}).resume();
    await expect(once(socket, 'close')).resolves.toHaveLength(1);
  },
);

test('closes a connection on which nothing has run for as long as it may', async () => {
  await using serving = await served(protocol, { http2: true, timeouts: { idleMs: 20 } });
  const unused = await session(serving.server.url);
  await once(unused, 'close');
  const used = http2.connect(serving.server.url);
  const goneAway = once(used, 'goaway');
  await answerOf(used.request({ ':path': '/' }));
  expect((await goneAway)[0]).toBe(0);
});

const slow: Application = async (environ, startResponse) => {
  await new Promise((resolve) => setTimeout(resolve, 60));
  return protocol(environ, startResponse);
};

test('keeps a connection on which something runs', async () => {
  await using serving = await served(slow, { http2: true, timeouts: { idleMs: 20 } });
  const client = await session(serving.server.url);
  for (let times = 0; times < 2; times++) {
    expect((await answerOf(client.request({ ':path': '/' }))).text).toBe('HTTP/2.0');
  }
});

/** Answers with `length` bytes, in pieces; what its exchange comes to. */
function sending(length: number): { app: Application; outcome: Promise<Outcome> } {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const app: Application = (environ, startResponse) => {
    environ['tsgi.exchange'].defer(resolve);
    startResponse('200 OK', []);
    return Array.from({ length: length / 1000 }, () => Buffer.alloc(1000));
  };
  return { app, outcome: promise };
}

const tookNothing = {
  status: 200,
  error: { name: 'ClientDisconnected', message: 'the client took nothing for 50 ms' },
};

test('destroys a connection whose client opens no window for its answer, and tells the application', async () => {
  const { app, outcome } = sending(1_000_000);
  await using serving = await served(app, { http2: true, timeouts: { writeMs: 50 } });
  const client = await session(serving.server.url);
  const closed = new Promise<unknown>((resolve) => client.on('error', resolve));
  client.request({ ':path': '/' }).on('error', () => {});
  await expect(closed).resolves.toMatchObject({ message: 'Session closed with error code 8' });
  await expect(outcome).resolves.toMatchObject(tookNothing);
});

test('destroys a connection whose client does not read', async () => {
  const { app, outcome } = sending(30_000_000);
  await using serving = await served(app, { http2: true, timeouts: { writeMs: 50 } });
  const socket = net.connect(serving.server.port, '127.0.0.1').pause();
  socket.on('error', () => {});
  // The windows of a stream and of the connection are as large as they can be, so that TCP alone holds the answer back.
  const settings = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 0x7f, 0xff, 0xff, 0xff];
  const window = [0, 0, 4, 8, 0, 0, 0, 0, 0, 0x7f, 0xff, 0, 0];
  const get = [0, 0, 6, 1, 5, 0, 0, 0, 1, 0x82, 0x86, 0x84, 0x41, 1, 0x61];
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  socket.write(Uint8Array.from([...settings, ...window, ...get]));
  await expect(outcome).resolves.toMatchObject(tookNothing);
  socket.destroy();
});

test('does not take a client for stalled that reads slowly, or waits for the application', async () => {
  const { app, outcome } = sending(400_000);
  const late: Application = async (environ, startResponse) => {
    await new Promise((resolve) => setTimeout(resolve, 350));
    return app(environ, startResponse);
  };
  await using serving = await served(late, { http2: true, timeouts: { writeMs: 300 } });
  const client = await session(serving.server.url);
  let length = 0;
  for await (const chunk of client.request({ ':path': '/' })) {
    length += (chunk as Buffer).length;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(length).toBe(400_000);
  await expect(outcome).resolves.toEqual({ status: 200, bytes: 400_000 });
  client.close();
});

test('takes a time for a client to read where HTTP/2 is served, and there alone', async () => {
  await expect(served(protocol, { timeouts: { writeMs: 50 } })).rejects.toThrow(
    'serve(): timeouts.writeMs cannot be honoured by this server: node:http has no clock for it',
  );
});

test('closes without waiting for who has said nothing', async () => {
  const serving = await served(protocol, { http2: true });
  const socket = net.connect(serving.server.port, '127.0.0.1');
  await once(socket, 'connect');
  await expect(serving.server.close({ graceMs: Infinity })).resolves.toBeUndefined();
  socket.destroy();
});
