import { once } from 'node:events';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { duplexPair } from 'node:stream';

import { expect, test } from 'vitest';

import { shareReads } from '../src/shared-reads.ts';

interface Accepted extends AsyncDisposable {
  readonly client: net.Socket;
  readonly accepted: net.Socket;
}

/** A connection that a server has accepted and not begun to read. */
async function acceptedSocket(place: net.ListenOptions): Promise<Accepted> {
  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true });
  await once(server.listen(place), 'listening');
  const address = server.address();
  const client = net.connect(typeof address === 'string' ? { path: address } : { port: address!.port });
  const [[accepted]] = (await Promise.all([once(server, 'connection'), once(client, 'connect')])) as [[net.Socket], []];
  return {
    client,
    accepted,
    async [Symbol.asyncDispose]() {
      client.destroy();
      accepted.destroy();
      server.close();
    },
  };
}

const places: [string, net.ListenOptions][] = [
  ['TCP', { host: '127.0.0.1', port: 0 }],
  ['a Unix socket', { path: path.join(tmpdir(), `tsgi-shared-reads-${process.pid}.sock`) }],
];

test.each(places)('reads what comes over %s into memory of its own, and writes as before', async (_what, place) => {
  await using connection = await acceptedSocket(place);
  const reads: string[] = [];
  const socket = shareReads(connection.accepted, (bytes, length) => reads.push(bytes.toString('latin1', 0, length)));
  expect(socket).toBeDefined();
  socket!.resume();
  connection.client.end('over');
  await once(socket!, 'end');
  expect(reads.join('')).toBe('over');
  socket!.end('and out');
  expect(Buffer.concat(await connection.client.toArray()).toString()).toBe('and out');
  await (socket!.closed || once(socket!, 'close'));
});

test('reads all connections into the same memory', async () => {
  const buffers = new Set<ArrayBufferLike>();
  for (let i = 0; i < 2; i++) {
    await using connection = await acceptedSocket({ host: '127.0.0.1', port: 0 });
    const socket = shareReads(connection.accepted, (bytes) => buffers.add(bytes.buffer))!;
    socket.resume();
    connection.client.end('bytes');
    await once(socket, 'end');
    socket.destroy();
  }
  expect(buffers.size).toBe(1);
});

test('reads nothing while it is paused', async () => {
  await using connection = await acceptedSocket({ host: '127.0.0.1', port: 0 });
  const reads: number[] = [];
  const socket = shareReads(connection.accepted, (_bytes, length) => {
    reads.push(length);
    socket!.pause();
  });
  socket!.resume();
  // More than one read takes.
  connection.client.end(Buffer.alloc(200_000));
  await expect.poll(() => reads.length).toBe(1);
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(reads).toHaveLength(1);
  const { length } = reads;
  while (reads.reduce((sum, read) => sum + read) < 200_000) {
    socket!.resume();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(reads.length).toBeGreaterThan(length);
  socket!.destroy();
});

test('knows the address of the other side as the accepted socket does', async () => {
  await using connection = await acceptedSocket({ host: '127.0.0.1', port: 0 });
  const socket = shareReads(connection.accepted, () => {})!;
  expect(socket).toMatchObject({ remoteAddress: '127.0.0.1', remotePort: connection.client.localPort });
  socket.destroy();
});

test('leaves alone what has no such handle', () => {
  expect(shareReads(new net.Socket(), () => {})).toBeUndefined();
  const [stream] = duplexPair();
  expect(shareReads(stream as net.Socket, () => {})).toBeUndefined();
  const strange = Object.assign(new net.Socket(), { _handle: { useUserBuffer: null } });
  expect(shareReads(strange, () => {})).toBeUndefined();
});
