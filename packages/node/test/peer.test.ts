import { expect, test, vi } from 'vitest';

import { peerOf } from '../src/peer.ts';

test('asks a connection for its peer once', () => {
  const address = vi.fn<() => string>(() => '192.0.2.7');
  const socket = {
    get remoteAddress() {
      return address();
    },
    remotePort: 54_321,
  };
  expect(peerOf(socket)).toEqual({ remoteAddress: '192.0.2.7', remotePort: 54_321 });
  expect(peerOf(socket)).toBe(peerOf(socket));
  expect(address).toHaveBeenCalledOnce();
});
