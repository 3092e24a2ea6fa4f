import { once } from 'node:events';
import { Socket } from 'node:net';
import { duplexPair } from 'node:stream';
import { TLSSocket } from 'node:tls';

import { expect, test } from 'vitest';

import { unsentBytes } from '../src/unsent-bytes.ts';
import { connectedSockets } from './connected-sockets.ts';

test('is what the system has yet to take of a write, which gets less while the client reads', async () => {
  const { socket, client } = await connectedSockets();
  expect(unsentBytes(socket)).toBe(0);
  // More than the system takes for a client that does not read.
  socket.write(new Uint8Array(64_000_000));
  const before = unsentBytes(socket)!;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(64_000_000);
  const seen: number[] = [];
  client.on('data', () => seen.push(unsentBytes(socket)!));
  client.resume();
  await once(socket, 'drain');
  expect(seen.some((unsent) => unsent > 0 && unsent < before)).toBe(true);
  expect(unsentBytes(socket)).toBe(0);
});

test('is not told of other transports than sockets', () => {
  const [near] = duplexPair();
  expect(unsentBytes(near)).toBeUndefined();
});

test('is not told of TLS, which holds a copy of what it is given', async () => {
  const { socket } = await connectedSockets();
  expect(unsentBytes(new TLSSocket(socket, { isServer: true }))).toBeUndefined();
});

test('is not told of a socket that is closed', async () => {
  const { socket } = await connectedSockets();
  socket.destroy();
  expect(unsentBytes(socket)).toBeUndefined();
});

test('is not told where the runtime has no such count', () => {
  const socket = Object.assign(new Socket(), { _handle: {} });
  expect(unsentBytes(socket)).toBeUndefined();
});
