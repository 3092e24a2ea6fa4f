import cluster from 'node:cluster';
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';

import type { Application } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { selfSigned } from '../../server/test/self-signed.ts';
import { hello, say, served } from './served.ts';

test.each<[string, string, RegExp]>([
  [
    'CONNECT',
    'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n',
    /^HTTP\/1\.1 501 Not Implemented\r\n[^]*CONNECT is for proxies/,
  ],
  ['an expectation', 'GET / HTTP/1.1\r\nHost: h\r\nExpect: miracles\r\n\r\n', /^HTTP\/1\.1 417 Expectation Failed\r\n/],
])('refuses %s', async (_what, request, answer) => {
  await using serving = await served(hello);
  await expect(say(serving.server.port, request)).resolves.toMatch(answer);
});

test('says in a worker of node:cluster that other processes may run the application', async () => {
  Object.assign(cluster, { isWorker: true });
  try {
    await using serving = await served((environ, startResponse) => {
      startResponse('200 OK', []);
      return [String(environ['tsgi.multiprocess'])];
    });
    expect(await (await fetch(serving.server.url)).text()).toBe('true');
  } finally {
    Object.assign(cluster, { isWorker: false });
  }
});

test('answers 503 where there are as many connections as it may have', async () => {
  await using serving = await served(hello, { limits: { connections: 1 } });
  const first = net.connect(serving.server.port, '127.0.0.1');
  await once(first, 'connect');
  await expect(say(serving.server.port, 'GET / HTTP/1.1\r\nHost: h\r\n\r\n')).resolves.toMatch(/^HTTP\/1\.1 503 /);
  first.destroy();
});

test('calls no application for a connection too many, whatever it asks', async () => {
  let calls = 0;
  const counted: Application = (environ, startResponse) => {
    calls++;
    return hello(environ, startResponse);
  };
  await using serving = await served(counted, { limits: { connections: 1 } });
  const first = net.connect(serving.server.port, '127.0.0.1');
  await once(first, 'connect');
  const second = net.connect({ port: serving.server.port, host: '127.0.0.1', allowHalfOpen: true });
  second.resume().write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await once(second, 'end');
  second.end('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await once(second, 'close');
  first.end('GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n').resume();
  await once(first, 'close');
  expect(calls).toBe(1);
});

test('closes idle connections at once', async () => {
  const serving = await served(hello);
  const socket = net.connect(serving.server.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await once(socket, 'data');
  const ended = once(socket.resume(), 'close');
  await serving.server.close();
  await expect(ended).resolves.toEqual([false]);
});

test('closes without waiting for a client that does not begin the handshake of TLS', async () => {
  const { key, cert } = selfSigned();
  const serving = await served(hello, { tls: { key, cert } });
  const { port } = serving.server;
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  // Connections are accepted in turn: behind this one the other has been.
  const other = tls.connect({ port, host: '127.0.0.1', ca: cert });
  await once(other, 'secureConnect');
  other.destroy();
  const ended = once(socket.resume(), 'close');
  await serving.server.close({ graceMs: Infinity });
  await expect(ended).resolves.toHaveLength(1);
});

test('refuses to close by an option that is misspelt, and goes on', async () => {
  await using serving = await served(hello);
  await expect(serving.server.close({ graceMS: 1 } as object)).rejects.toThrow(
    new TypeError('close(): graceMS is not an option; there are graceMs'),
  );
  expect((await fetch(serving.server.url)).status).toBe(200);
});
