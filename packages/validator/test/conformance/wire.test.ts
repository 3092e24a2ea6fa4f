import type { Socket } from 'node:net';

import { expect, test } from 'vitest';

import { latin1 } from '../../src/conformance/octets.ts';
import { addressOf } from '../../src/conformance/socket.ts';
import { Wire } from '../../src/conformance/wire.ts';
import { listening } from './local-listener.ts';

/** A wire to a server that does as `onSocket` says. */
async function wireTo(onSocket: (socket: Socket) => void): Promise<{ wire: Wire } & AsyncDisposable> {
  const listener = await listening(onSocket);
  const wire = await Wire.open(addressOf(listener.url), (promise) => promise);
  return { wire, [Symbol.asyncDispose]: () => (wire.destroy(), listener[Symbol.asyncDispose]()) };
}

test('asks, and reads the answer', async () => {
  await using end = await wireTo((socket) =>
    socket.once('data', (bytes) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n${bytes.toString()}`),
    ),
  );
  expect(await end.wire.ask('GET / HTTP/1.1\r\n\r\n')).toMatchObject({ status: 200, text: 'GET / HTTP/1.1\r\n\r\n' });
});

test('reads lines, counts of bytes, and the rest, however they are cut', async () => {
  await using end = await wireTo((socket) => {
    socket.write('on');
    setImmediate(() => {
      socket.write('e\r\ntwo\nthree');
      setImmediate(() => socket.end('four\xff', 'latin1'));
    });
  });
  const { wire } = end;
  expect(await wire.line()).toBe('one');
  expect(await wire.line()).toBe('two');
  expect(latin1(await wire.take(5))).toBe('three');
  expect(latin1(await wire.rest())).toBe('four\xff');
  expect(await wire.line()).toBeUndefined();
  expect(wire).toMatchObject({ ending: 'ended', received: 19 });
});

test('gives fewer bytes where the connection ends before', async () => {
  await using end = await wireTo((socket) => socket.end('abc'));
  expect(latin1(await end.wire.take(5))).toBe('abc');
});

test('tells a reset from an end', async () => {
  await using end = await wireTo((socket) => socket.once('data', () => socket.resetAndDestroy()));
  end.wire.send('x');
  await end.wire.rest();
  expect(end.wire.ending).toBe('reset');
});

test('ends its side, and reads on', async () => {
  await using end = await wireTo((socket) => {
    socket.on('end', () => socket.end('bye'));
    socket.resume();
  });
  end.wire.end();
  expect(latin1(await end.wire.rest())).toBe('bye');
});

test('shows what went both ways, byte for byte', async () => {
  await using end = await wireTo((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n\0')));
  end.wire.send(new Uint8Array([71, 13, 10, 255]));
  await end.wire.rest();
  expect(end.wire.transcript).toBe(
    'sent:\n  G\\r\\n\n  \\xff\nreceived (20 bytes, then ended):\n  HTTP/1.1 200 OK\\r\\n\n  \\r\\n\n  \\x00',
  );
});

test('shows the beginning of what is long', async () => {
  await using end = await wireTo((socket) => socket.resume());
  end.wire.send('x'.repeat(100_000));
  expect(end.wire.transcript.length).toBeLessThan(3000);
});
