import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';

import { expect, test } from 'vitest';

import { addressOf, openSocket, withFile } from '../../src/conformance/socket.ts';
import { listening } from './local-listener.ts';

test.each([
  ['http://127.0.0.1:8000', { host: '127.0.0.1', port: 8000 }],
  ['http://localhost/', { host: 'localhost', port: 80 }],
  ['http://[::1]:8000', { host: '::1', port: 8000 }],
  ['unix:/run/app.sock', { path: '/run/app.sock' }],
])('finds the address in %s', (url, address) => {
  expect(addressOf(url)).toEqual(address);
});

test('refuses a URL that is not plain HTTP', () => {
  expect(() => addressOf('https://localhost')).toThrow('a conformance suite speaks plain HTTP, got https://localhost');
});

test('connects, and rejects where nobody listens', async () => {
  const listener = await listening((socket) => socket.end('hi'));
  const socket = await openSocket(addressOf(listener.url));
  const [bytes] = await once(socket as unknown as NodeJS.EventEmitter, 'data');
  expect(String(bytes)).toBe('hi');
  await listener[Symbol.asyncDispose]();
  await expect(openSocket(addressOf(listener.url))).rejects.toThrow('ECONNREFUSED');
});

test('has a file for as long as it is used', async () => {
  let file = '';
  await withFile(Uint8Array.of(1, 2), async (path) => {
    file = path;
    expect([...readFileSync(path)]).toEqual([1, 2]);
  });
  expect(existsSync(file)).toBe(false);
});
