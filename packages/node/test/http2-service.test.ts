import { once } from 'node:events';
import http2 from 'node:http2';
import net from 'node:net';

import type { Application } from '@tsgi/contract';
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

test('closes without waiting for who has said nothing', async () => {
  const serving = await served(protocol, { http2: true });
  const socket = net.connect(serving.server.port, '127.0.0.1');
  await once(socket, 'connect');
  await expect(serving.server.close({ graceMs: Infinity })).resolves.toBeUndefined();
  socket.destroy();
});
