/** A client that leaves while it is answered, and is not watched for. */

import { once } from 'node:events';
import net from 'node:net';

import { expect } from 'vitest';

import { AGAIN, ask, type BareFault, get } from './bare-fault.ts';

/** @param tells Whether the signal tells so, where it is first asked after that. */
export function whenLeft(tells: boolean): BareFault {
  return {
    sentence: tells ? 'tells late that a client has left' : 'does not tell late that a client has left',
    async show(port) {
      const socket = net.connect(port, '127.0.0.1', () => socket.write(get('/left')));
      await once(socket, 'connect');
      // Its answer shows that the other has begun.
      await ask(port, AGAIN, /method=GET$/);
      socket.resetAndDestroy();
      await once(socket, 'close');
      await ask(port, AGAIN, /method=GET$/);
      expect(await ask(port, get('/was-left'), /left=\w+$/)).toContain(`left=${tells}`);
    },
  };
}
