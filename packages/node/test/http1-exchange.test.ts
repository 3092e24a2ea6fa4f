import net from 'node:net';

import { ClientDisconnected } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { echo, say, served, untilLeft } from './served.ts';

test('ends early when the client goes away', async () => {
  const { app, begun, outcome } = untilLeft();
  await using serving = await served(app);
  const socket = net.connect(serving.server.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await begun;
  socket.resetAndDestroy();
  await expect(outcome).resolves.toEqual({ status: 0, bytes: 0, error: expect.any(ClientDisconnected) });
});

test('answers 413, and closes, where content is longer than the server allows', async () => {
  await using serving = await served(echo, { limits: { bodyBytes: 3 } });
  const said = await say(serving.server.port, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nabcd');
  expect(said).toMatch(/^HTTP\/1\.1 413 Content Too Large\r\n[^]*Connection: close\r\n/);
});
