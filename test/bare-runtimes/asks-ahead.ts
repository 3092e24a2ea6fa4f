/** A client that takes nothing, and a server that asks for more all the same. */

import net from 'node:net';

import { expect } from 'vitest';

import { ask, type BareFault, get } from './bare-fault.ts';

export const asksAhead: BareFault = {
  sentence: 'asks for one chunk behind a large one that the client has not taken',
  async show(port) {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(get('/large')));
    socket.pause();
    try {
      // It answers once it has been asked.
      expect(await ask(port, get('/asked-behind'), /asked$/)).toMatch(/asked$/);
    } finally {
      socket.destroy();
    }
  },
};
