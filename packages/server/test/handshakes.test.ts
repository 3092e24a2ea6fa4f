import { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

import { expect, test } from 'vitest';

import { Handshakes } from '../src/handshakes.ts';

const securedOver = (socket?: Socket): TLSSocket => ({ _parent: socket }) as unknown as TLSSocket;

test('cuts off what is not done, and tells that it is over', async () => {
  const over = Promise.withResolvers<void>();
  const handshakes = new Handshakes(over.resolve);
  const [done, begun] = [new Socket(), new Socket()];
  handshakes.begin(done);
  handshakes.begin(begun);
  handshakes.finish(securedOver(done));
  expect(handshakes.size).toBe(1);
  handshakes.destroy();
  await over.promise;
  expect([handshakes.size, begun.destroyed, done.destroyed]).toEqual([0, true, false]);
});

test('cuts nothing off where a runtime does not say what a secured connection runs over', () => {
  const handshakes = new Handshakes(() => {});
  const socket = new Socket();
  handshakes.begin(socket);
  handshakes.finish(securedOver());
  handshakes.destroy();
  expect(socket.destroyed).toBe(false);
});
