/**
 * Reading into one buffer that all connections share, for what is decoded before the next read: no memory is made for
 * each read, and none has to be collected. `node:net` offers this (`onread`) for sockets that one makes, not for those
 * that a server accepts, so an accepted socket's handle moves to a socket of our own.
 */

import net from 'node:net';

import { socketHandle } from './socket-handle.ts';

/** As much as one read takes; what Node reads into where it makes the memory itself. */
const READ_BYTES = 65_536;
const shared = Buffer.allocUnsafeSlow(READ_BYTES);

/**
 * Moves a paused, accepted socket to one that reads into the shared buffer.
 * @param onRead Called with the buffer and how many bytes are in it; they are only there during the call.
 * @returns the new socket, which `resume()` sets reading, or `undefined` where this runtime has no such handle.
 */
export function shareReads(
  accepted: net.Socket,
  onRead: (bytes: Buffer, length: number) => void,
): net.Socket | undefined {
  const handle = socketHandle(accepted);
  if (handle === undefined || !('useUserBuffer' in handle)) return undefined;
  const options: net.SocketConstructorOpts = {
    allowHalfOpen: true,
    onread: {
      buffer: shared,
      callback(length) {
        onRead(shared, length);
        return true;
      },
    },
  };
  try {
    return new net.Socket(Object.assign(options, { handle }));
  } catch {
    return undefined; // A later Node may want another kind of handle.
  }
}
