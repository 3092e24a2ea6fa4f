import { once } from 'node:events';
import { Socket } from 'node:net';
import { duplexPair } from 'node:stream';

import { expect, test, vi } from 'vitest';

import { keepAsking, stillConnected } from '../src/still-connected.ts';
import { connectedSockets } from './connected-sockets.ts';

test('a client is there, and still is when it has ended its side', async () => {
  const { socket, client } = await connectedSockets();
  expect(stillConnected(socket)).toBe(true);
  client.end();
  socket.resume();
  await once(socket, 'end');
  expect(stillConnected(socket)).toBe(true);
});

test('a client that has reset the connection is gone, before a read or a write says so', async () => {
  const { socket, client } = await connectedSockets();
  if (client.connecting) await once(client, 'connect');
  client.resetAndDestroy();
  expect(stillConnected(socket)).toBe(false);
});

test('is not told of other transports than sockets, nor where the runtime does not say', () => {
  expect(stillConnected(duplexPair()[0])).toBe(true);
  expect(stillConnected(new Socket())).toBe(true);
  expect(stillConnected(Object.assign(new Socket(), { _handle: {} }))).toBe(true);
});

test('has the operating system ask, where it can', () => {
  const socket = new Socket();
  const setKeepAlive = vi.spyOn(socket, 'setKeepAlive');
  expect(keepAsking(socket)).toBe(true);
  expect(setKeepAlive).toHaveBeenCalledExactlyOnceWith(true, 10_000);
  expect(keepAsking(duplexPair()[0])).toBe(true);
});
