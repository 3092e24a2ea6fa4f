/** A head that has been given, and does not come. */

import net from 'node:net';

import { expect } from 'vitest';

import { AGAIN, ask, type BareFault, get } from './bare-fault.ts';

export const holdsHead: BareFault = {
  sentence: 'sends a head with the first bytes of its content, and none for an empty chunk',
  async show(port) {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(get('/empty-chunk')));
    const { promise: whole, resolve } = Promise.withResolvers<void>();
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      if (received.includes('late')) resolve();
    });
    try {
      // Others are answered meanwhile.
      for (let i = 0; i < 5; i += 1) await ask(port, AGAIN, /method=GET/);
      // Its status line may have come.
      expect(received).not.toContain('\r\n\r\n');
      await ask(port, get('/late'), /let go$/);
      await whole;
    } finally {
      socket.destroy();
    }
  },
};
