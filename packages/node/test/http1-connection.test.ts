import { once } from 'node:events';
import net from 'node:net';

import type { Application, Body } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { say, served } from './served.ts';

test('gives requests of one connection to the application one after the other', async () => {
  let running = 0;
  const app: Application = async (environ, startResponse) => {
    expect(++running).toBe(1);
    await new Promise(setImmediate);
    environ['tsgi.exchange'].defer(() => void running--);
    startResponse('200 OK', []);
    return [environ.PATH_INFO];
  };
  await using serving = await served(app);
  const requests = ['/a', '/b', '/c'].map((path) => `GET ${path} HTTP/1.1\r\nHost: h\r\n`);
  const said = await say(serving.server.port, `${requests.join('\r\n')}Connection: close\r\n\r\n`);
  expect(said.match(/\/[abc]/g)).toEqual(['/a', '/b', '/c']);
});

test('answers thousands of requests that have waited for one', async () => {
  let hasBegun = false;
  await using serving = await served((_environ, startResponse) => {
    const answer = (): Body => {
      startResponse('200 OK', []);
      return [];
    };
    const isFirst = !hasBegun;
    hasBegun = true;
    return isFirst ? new Promise(setImmediate).then(answer) : answer();
  });
  const requests = 'GET / HTTP/1.1\r\nHost: h\r\n\r\n'.repeat(3000);
  const said = await say(serving.server.port, `${requests}GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
  expect(said.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3001);
});

test('looks at nothing that stands behind a request that is refused', async () => {
  const seen: string[] = [];
  await using serving = await served((environ, startResponse) => {
    seen.push(environ.PATH_INFO);
    startResponse('200 OK', []);
    return [];
  });
  const said = await say(
    serving.server.port,
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n',
  );
  expect(said).toMatch(
    /^HTTP\/1\.1 400 Bad Request\r\n[^]*Host must be there once, and be a host \(RFC 9112 section 3\.2\)\n$/,
  );
  expect(seen).toEqual([]);
});

test('reads no more while many requests wait for their turn, and goes on when they have had it', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let answered = 0;
  const app: Application = async (environ, startResponse) => {
    if (environ.PATH_INFO === '/first') await released;
    answered++;
    startResponse('200 OK', []);
    return ['.'];
  };
  await using serving = await served(app);
  const { port } = serving.server;
  // More than what systems hold for both sides of a connection.
  const count = 2000;
  const request = `GET / HTTP/1.1\r\nHost: h\r\nX-Pad: ${'a'.repeat(15_000)}\r\n\r\n`;
  const socket = net.connect(port, '127.0.0.1');
  let isTaken = false;
  socket.resume().write(`GET /first HTTP/1.1\r\nHost: h\r\n\r\n${request.repeat(count)}`, () => (isTaken = true));
  socket.write('GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
  // The server is not busy meanwhile, and has had the time to read.
  for (let others = 0; others < 1000; others++) await say(port, 'GET / HTTP/1.0\r\n\r\n');
  expect([isTaken, answered]).toEqual([false, 1000]);
  release();
  await once(socket, 'close');
  expect(answered).toBe(1000 + 1 + count + 1);
});

test('loses nothing of what comes behind many requests, of which the last leaves HTTP', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const app: Application = async (environ, startResponse) => {
    const upgrade = environ['tsgi.upgrade'];
    if (upgrade !== undefined) return upgrade([], ({ readable, writable }) => readable.pipeTo(writable));
    begin();
    await released;
    startResponse('200 OK', []);
    return [];
  };
  await using serving = await served(app);
  const socket = net.connect(serving.server.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n'.repeat(100));
  socket.write('GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  await begun;
  // Another connection's turn: the server has read what there is.
  await say(serving.server.port, '?\r\n\r\n');
  socket.end('early');
  let said = '';
  socket.setEncoding('latin1').on('data', (more: string) => (said += more));
  release();
  await once(socket, 'close');
  expect(said).toMatch(/101 Switching Protocols\r\n[^]*\r\n\r\nearly$/);
});

const UPGRADE = 'GET /upgrade HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
const CONNECT = 'CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n';

async function* large(): AsyncGenerator<Uint8Array, undefined> {
  for (let count = 0; count < 300; count++) yield new Uint8Array(65_536);
}

test.each([
  ['a request that asks for an upgrade and gets none', UPGRADE, 1],
  ['a request before one that asks for an upgrade', `GET / HTTP/1.1\r\nHost: h\r\n\r\n${UPGRADE}`, 2],
])('sends a large body that streams to %s', async (_, requests, answers) => {
  await using serving = await served((_environ, startResponse) => {
    startResponse('200 OK', []);
    return large();
  });
  const said = await say(serving.server.port, requests);
  expect(said.match(/\r\n0\r\n\r\n/g)).toHaveLength(answers);
});

test('refuses CONNECT when the requests before it have had their answers', async () => {
  await using serving = await served(async (environ, startResponse) => {
    await new Promise(setImmediate);
    startResponse('200 OK', []);
    return [environ.PATH_INFO];
  });
  const said = await say(serving.server.port, `GET /before HTTP/1.1\r\nHost: h\r\n\r\n${CONNECT}`);
  expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\/beforeHTTP\/1\.1 501 Not Implemented\r\n/);
});

test.each([
  ['an upgrade', UPGRADE],
  ['an upgrade that is refused', UPGRADE.replace('Host: h', 'Host: h\r\nHost: h')],
  ['CONNECT', CONNECT],
])('outlives a client that asks for %s and resets the connection', async (_, request) => {
  await using serving = await served((_environ, startResponse) => {
    startResponse('200 OK', []);
    return [];
  });
  const socket = net.connect(serving.server.port, '127.0.0.1');
  socket.write(request);
  await once(socket, 'data');
  socket.resetAndDestroy();
  // Vitest fails for an error that nobody has heard of.
  await serving.server.close();
  expect(serving.reports).toEqual([]);
});
