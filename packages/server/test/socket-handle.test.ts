import { Socket } from 'node:net';

import { expect, test } from 'vitest';

import { socketHandle } from '../src/socket-handle.ts';
import { connectedSockets } from './connected-sockets.ts';

test('is there as long as the socket is open, with what this server asks of it', async () => {
  const { socket } = await connectedSockets();
  const handle = socketHandle(socket);
  expect(typeof handle?.getpeername).toBe('function');
  expect(typeof handle?.writeQueueSize).toBe('number');
  expect(handle).toHaveProperty('useUserBuffer');
  socket.destroy();
  expect(socketHandle(socket)).toBeUndefined();
});

test('is not there before a socket is connected', () => {
  expect(socketHandle(new Socket())).toBeUndefined();
});
