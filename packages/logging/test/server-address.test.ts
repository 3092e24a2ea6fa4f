import { expect, test } from 'vitest';

import { serverAddress } from '../src/server-address.ts';

const server = { SERVER_NAME: 'own', SERVER_PORT: '8080' };

test.each([
  ['h.example', 'h.example', undefined],
  ['h.example:81', 'h.example', 81],
  ['[::1]:81', '::1', 81],
  ['[::1]', '::1', undefined],
  ['own', 'own', 8080],
  ['own:81', 'own', 81],
  [undefined, 'own', 8080],
  ['', 'own', 8080],
  [':81', 'own', 8080],
  ['h:', 'own', 8080],
  ['h:x', 'own', 8080],
  ['h:123456', 'own', 8080],
  ['[::1', 'own', 8080],
  ['[::1]x', 'own', 8080],
])('%j is %s, %s', (host, address, port) => {
  expect(serverAddress(host, server)).toEqual({ address, port });
});

test('a server at a Unix socket has no port', () => {
  expect(serverAddress(undefined, { SERVER_NAME: 'own', SERVER_PORT: '' })).toEqual({
    address: 'own',
    port: undefined,
  });
});
