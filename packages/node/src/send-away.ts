import type { Socket } from 'node:net';

import { DEFAULT_TIMEOUTS } from '@tsgi/serving';

/**
 * Ends a connection that nobody reads any more, with its last answer. What still comes is dropped, but read, so that no
 * reset destroys the answer (RFC 9112 §9.6); who does not close the other side meanwhile is cut off.
 */
export function sendAway(socket: Socket, answer?: string): void {
  const timer = setTimeout(() => socket.destroy(), DEFAULT_TIMEOUTS.lingerMs);
  socket.once('close', () => clearTimeout(timer));
  if (answer === undefined) socket.end();
  else socket.end(answer);
  socket.resume();
}
