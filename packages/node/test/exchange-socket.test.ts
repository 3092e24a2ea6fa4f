import type { Environ } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import { ExchangeSocket } from '../src/exchange-socket.ts';

const owner = { onWrite: (_bytes: Buffer, taken: () => void) => taken(), onTimeout() {}, onDestroy() {} };

test('tells where the client is, and how it came', () => {
  const environ = { REMOTE_ADDR: '::1', REMOTE_PORT: '5', SERVER_PORT: '443', 'tsgi.url_scheme': 'https' };
  expect(new ExchangeSocket(environ as Environ, owner)).toMatchObject({
    remoteAddress: '::1',
    remotePort: 5,
    remoteFamily: 'IPv6',
    localPort: 443,
    encrypted: true,
  });
  const unknown = new ExchangeSocket({ SERVER_PORT: '', 'tsgi.url_scheme': 'http' } as Environ, owner);
  expect([unknown.remoteAddress, unknown.localPort, unknown.encrypted]).toEqual([undefined, undefined, false]);
  expect(unknown.address()).toEqual({ port: undefined });
});

test('gives on what is written, what belongs together in one piece, and waits until it is taken', () => {
  const seen: [string, () => void][] = [];
  const socket = new ExchangeSocket({ SERVER_PORT: '' } as Environ, {
    ...owner,
    onWrite: (bytes, taken) => void seen.push([bytes.toString(), taken]),
  });
  socket.cork();
  socket.write('a');
  socket.write('b');
  socket.uncork();
  socket.write('c');
  expect(seen.map(([text]) => text)).toEqual(['ab']);
  seen[0]?.[1]();
  expect(seen.map(([text]) => text)).toEqual(['ab', 'c']);
});

test('is over when it is ended', async () => {
  const over = Promise.withResolvers<Error | null>();
  const socket = new ExchangeSocket({ SERVER_PORT: '' } as Environ, { ...owner, onDestroy: over.resolve });
  socket.end();
  expect([await over.promise, socket.destroyed]).toEqual([null, true]);
});

test('says when nothing was sent for as long as it was told', () => {
  vi.useFakeTimers();
  try {
    const said: string[] = [];
    const socket = new ExchangeSocket({ SERVER_PORT: '' } as Environ, {
      ...owner,
      onTimeout: () => said.push('owner'),
    });
    const listener = (): void => void said.push('listener');
    socket.setTimeout(100, listener);
    vi.advanceTimersByTime(99);
    socket.write('something');
    vi.advanceTimersByTime(99);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(said).toEqual(['listener', 'owner']);
    socket.setTimeout(100, listener).setTimeout(0, listener);
    vi.advanceTimersByTime(100);
    socket.setTimeout(100, listener).destroy();
    vi.advanceTimersByTime(100);
    expect(said).toEqual(['listener', 'owner']);
  } finally {
    vi.useRealTimers();
  }
});

test('takes what is asked of a connection beside that, and does nothing', () => {
  const socket = new ExchangeSocket({ SERVER_PORT: '' } as Environ, owner);
  expect(socket.setNoDelay().setKeepAlive().ref().unref()).toBe(socket);
});
