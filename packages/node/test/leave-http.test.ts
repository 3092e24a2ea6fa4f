import { once } from 'node:events';
import net from 'node:net';

import type { Application, UpgradedConnection } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { say, served } from './served.ts';

const UPGRADE = 'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\n';

const upgrading =
  (handler: (connection: UpgradedConnection) => void | Promise<void>): Application =>
  (environ) =>
    environ['tsgi.upgrade']!([['A', 'b']], handler);

test('gives both directions to a handler, and ends when it is done', async () => {
  const app = upgrading(async ({ readable, writable }) => {
    const writer = writable.getWriter();
    for await (const bytes of readable) {
      await writer.write(Buffer.from(Buffer.from(bytes).toString().toUpperCase()));
      break;
    }
  });
  await using serving = await served(app);
  const socket = net.connect(serving.server.port, '127.0.0.1');
  socket.end(`${UPGRADE}early`);
  const said = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
  expect(said).toBe('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: shout\r\nA: b\r\n\r\nEARLY');
});

test('cuts the connection off where the handler fails, and reports it', async () => {
  const serving = await served(
    upgrading(() => {
      throw new Error('no');
    }),
  );
  await expect(say(serving.server.port, UPGRADE)).resolves.toMatch(/^(?:HTTP\/1\.1 101|$)/);
  expect(serving.reports.splice(0)).toEqual([expect.stringContaining('GET / HTTP/1.1: Error: no')]);
  await serving[Symbol.asyncDispose]();
});

test('answers who asks to leave and is not let, and closes', async () => {
  await using serving = await served((_environ, startResponse) => {
    startResponse('200 OK', []);
    return ['stay'];
  });
  await expect(say(serving.server.port, UPGRADE)).resolves.toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nstay$/);
});

test('takes a request that asks to leave and has content for one like any other', async () => {
  await using serving = await served(async (environ, startResponse) => {
    startResponse('200 OK', []);
    let length = 0;
    for await (const bytes of environ['tsgi.input']) length += bytes.length;
    return [`${length} ${'tsgi.upgrade' in environ}`];
  });
  const socket = net.connect(serving.server.port, '127.0.0.1');
  socket.write(UPGRADE.replace('GET', 'POST').replace('\r\n\r\n', '\r\nContent-Length: 2\r\n\r\nab'));
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(bytes.toString()).toMatch(/2 false$/);
});
