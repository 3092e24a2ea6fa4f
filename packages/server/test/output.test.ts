import { once } from 'node:events';
import { type Duplex, duplexPair } from 'node:stream';

import { expect, test, vi } from 'vitest';

import { Output, PIECE_BYTES } from '../src/output.ts';
import { connectedSockets } from './connected-sockets.ts';
import { NotedWrites } from './noted-writes.ts';

function outputTo(transport: Duplex): { output: Output; stalls: boolean[] } {
  const stalls: boolean[] = [];
  const output: Output = new Output(transport, () => stalls.push(output.stalled));
  return { output, stalls };
}

test('gathers small texts and sends them in one write', () => {
  const transport = new NotedWrites();
  const { output } = outputTo(transport);
  output.text('a', true);
  output.text('你', false);
  output.latin1('é');
  output.text('b', true);
  expect(transport.writes).toEqual([]);
  output.flush();
  expect(transport.writes).toHaveLength(1);
});

test('sends texts as UTF-8 and Latin-1 as they are meant, in order', async () => {
  const [near, far] = duplexPair();
  const { output } = outputTo(near);
  output.text('head: ', true);
  output.latin1('é\r\n');
  output.text('é', false);
  output.bytes(Uint8Array.of(0xff));
  output.flush();
  output.end(() => {});
  expect(Buffer.concat(await far.toArray())).toEqual(Buffer.from('head: \xe9\r\n\xc3\xa9\xff', 'latin1'));
});

test('sends short bytes, whichever they are, as one piece with the text around them', () => {
  const transport = new NotedWrites();
  const write = vi.spyOn(transport, 'write');
  const { output } = outputTo(transport);
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  output.text('head', true);
  output.bytes(all);
  output.text('tail', true);
  output.flush();
  expect(write).toHaveBeenCalledExactlyOnceWith(`head${String.fromCharCode(...all)}tail`, 'latin1');
});

test('sends what short bytes hold when they are given', async () => {
  const [near, far] = duplexPair();
  const { output } = outputTo(near);
  const shared = Uint8Array.of(0xe9, 0x00, 0xff);
  output.bytes(shared.subarray(0, 1));
  shared.fill(0);
  output.text('é', false);
  output.bytes(Uint8Array.of(0xe9));
  output.end(() => {});
  expect(Buffer.concat(await far.toArray())).toEqual(Buffer.from('\xe9\xc3\xa9\xe9', 'latin1'));
});

test('hands long bytes on as they are', () => {
  const transport = new NotedWrites();
  const write = vi.spyOn(transport, 'write');
  const { output } = outputTo(transport);
  const long = new Uint8Array(1025);
  output.text('head', true);
  output.bytes(long);
  output.flush();
  expect(write.mock.calls.map(([chunk]) => chunk)).toEqual(['head', long]);
  expect(write.mock.calls[1]![0]).toBe(long);
  expect(transport.writes).toHaveLength(1);
});

test('does not wait for a flush once there is much', () => {
  const transport = new NotedWrites();
  const { output } = outputTo(transport);
  for (let i = 0; i < 17; i++) output.text('x'.repeat(1000), true);
  expect(transport.writes).toEqual(['x'.repeat(17_000)]);
});

test('flushes soon, once, after what is under way', async () => {
  const transport = new NotedWrites();
  const { output } = outputTo(transport);
  output.text('a', true);
  output.flushSoon();
  output.flushSoon();
  await Promise.resolve();
  output.text('b', true);
  expect(transport.writes).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(transport.writes).toEqual(['ab']);
});

test('is not ready while the transport has more than it wants, and says when it is again', async () => {
  const transport = new NotedWrites(10);
  const { output, stalls } = outputTo(transport);
  output.bytes(new Uint8Array(10));
  expect(output.ready).toBe(false);
  expect(stalls).toEqual([true]);
  const waiter = vi.fn<() => void>();
  output.whenReady(waiter);
  await new Promise((resolve) => setImmediate(resolve));
  expect(waiter).not.toHaveBeenCalled();
  transport.takeWrite();
  await new Promise((resolve) => setImmediate(resolve));
  expect(waiter).toHaveBeenCalledOnce();
  expect(stalls).toEqual([true, false]);
  expect(output.ready).toBe(true);
});

test('lets others have a turn after a mebibyte, however fast the transport is', async () => {
  const [near, far] = duplexPair({ highWaterMark: 8_388_608 });
  far.resume();
  const { output } = outputTo(near);
  for (let i = 0; i < 16; i++) {
    expect(output.ready).toBe(true);
    output.bytes(new Uint8Array(65_536));
  }
  expect(output.ready).toBe(false);
  await new Promise<void>((resolve) => output.whenReady(resolve));
  expect(output.ready).toBe(true);
});

test('sends as much at once as a turn has to a socket, whose progress it sees within a write', async () => {
  expect(outputTo(new NotedWrites()).output).toMatchObject({ pieceBytes: PIECE_BYTES, progressed: false });

  const { socket, client } = await connectedSockets();
  const { output } = outputTo(socket);
  expect(output.pieceBytes).toBe(1_048_576);
  // More than the system takes for a client that does not read.
  output.bytes(new Uint8Array(64_000_000));
  expect([output.progressed, output.progressed]).toEqual([false, false]);
  client.resume();
  const steps: boolean[] = [];
  client.on('data', () => steps.push(output.stalled && output.progressed));
  await once(socket, 'drain');
  expect(steps).toContain(true);
});

test('tells whether everything is out', () => {
  const transport = new NotedWrites();
  const { output } = outputTo(transport);
  expect(output.empty).toBe(true);
  output.text('a', true);
  expect(output.empty).toBe(false);
  output.flush();
  expect(output.empty).toBe(false);
  transport.takeWrite();
  expect(output.empty).toBe(true);
});

test('tells of a socket whether the system has copied everything, and of nothing else', async () => {
  const { output } = outputTo(new NotedWrites());
  expect([output.empty, output.copied]).toEqual([true, false]);

  const { socket, client } = await connectedSockets();
  const direct = outputTo(socket).output;
  expect(direct.copied).toBe(true);
  direct.text('a', true);
  expect(direct.copied).toBe(false);
  direct.flush();
  // More than the system takes for a client that does not read.
  direct.bytes(new Uint8Array(64_000_000));
  expect(direct.copied).toBe(false);
  client.resume();
  await once(socket, 'drain');
  expect(direct.copied).toBe(true);
});

test('says when everything so far is out', () => {
  const transport = new NotedWrites();
  const { output } = outputTo(transport);
  const done = vi.fn<(error?: Error | null) => void>();
  output.whenFlushed({ onFlushed: done });
  expect(done).toHaveBeenCalledOnce();
  output.text('a', true);
  output.whenFlushed({ onFlushed: done });
  expect(done).toHaveBeenCalledOnce();
  transport.takeWrite();
  transport.takeWrite();
  expect(done).toHaveBeenCalledTimes(2);
  expect(transport.writes).toEqual(['a', '']);
});

test('lets what is gathered leave with the answer that follows', () => {
  const transport = new NotedWrites();
  const { output } = outputTo(transport);
  const done = vi.fn<(error?: Error | null) => void>();
  output.gathers = true;
  output.text('a', true);
  output.whenFlushed({ onFlushed: done });
  expect(done).toHaveBeenCalledExactlyOnceWith();
  expect(transport.writes).toEqual([]);
  output.text('b', true);
  output.flush();
  expect(transport.writes).toEqual(['ab']);
  // Behind what the transport holds nothing is gathered, and so all is waited for.
  output.text('c', true);
  output.whenFlushed({ onFlushed: done });
  expect(done).toHaveBeenCalledOnce();
});

test('says of what never will be out why it will not', async () => {
  const transport = new NotedWrites();
  transport.on('error', () => {});
  const { output } = outputTo(transport);
  output.text('a', true);
  const failed = new Promise((resolve) => output.whenFlushed({ onFlushed: resolve }));
  transport.destroy(new Error('gone'));
  await expect(failed).resolves.toBeInstanceOf(Error);
  const done = vi.fn<(error?: Error | null) => void>();
  output.whenFlushed({ onFlushed: done });
  expect(done).toHaveBeenCalledExactlyOnceWith();
});

test('does not write after the end, not even to learn when everything is out', async () => {
  const transport = new NotedWrites();
  const failed = vi.fn<() => void>();
  transport.on('error', failed);
  const { output } = outputTo(transport);
  output.text('a', true);
  output.end(() => {});
  const done = vi.fn<(error?: Error | null) => void>();
  output.whenFlushed({ onFlushed: done });
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toHaveBeenCalledExactlyOnceWith();
  expect(failed).not.toHaveBeenCalled();
});
