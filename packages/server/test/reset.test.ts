import { once } from 'node:events';
import net from 'node:net';
import { duplexPair } from 'node:stream';

import { expect, test } from 'vitest';

import { reset } from '../src/reset.ts';

test('resets a TCP connection, so that its end is an error', async () => {
  await using server = net.createServer((socket) => {
    socket.on('error', () => {});
    reset(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
});

test('leaves alone what cannot be reset', () => {
  const [one] = duplexPair();
  reset(one);
  expect(one.destroyed).toBe(false);
});
