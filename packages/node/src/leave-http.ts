/** A connection that leaves HTTP (RFC 9110 §7.8). */

import type { Socket } from 'node:net';

import { type Departure, encodeUpgrade, Tunnel, type TunnelLink, type TunnelOutput } from '@tsgi/serving';

/**
 * Answers 101, and calls the handler with both directions of the connection.
 * @param head What has come behind the request already.
 * @param report Takes what the handler fails with.
 */
export function leaveHttp(
  socket: Socket,
  head: Buffer,
  { protocol, fields, handler }: Departure,
  report: (error: unknown) => void,
): void {
  socket.write(encodeUpgrade(protocol, fields), 'latin1');
  const link: TunnelLink = {
    output: outputOf(socket),
    report,
    // The client's side is read on, so that no reset destroys what it has yet to read (RFC 9112 §9.6).
    close: () => void socket.end().resume(),
    destroy: () => socket.destroy(),
  };
  const tunnel = new Tunnel(socket, link);
  socket.on('error', () => {}); // 'close' follows.
  socket.on('data', (bytes: Buffer) => tunnel.receive(bytes));
  socket.on('end', () => tunnel.end());
  socket.on('close', () => tunnel.close());
  tunnel.run(handler);
  if (head.length > 0) tunnel.receive(head);
}

function outputOf(socket: Socket): TunnelOutput {
  return {
    get ready() {
      return !socket.writableNeedDrain;
    },
    bytes: (bytes) => void socket.write(bytes),
    flush() {},
    whenReady: (waiter) => void socket.once('drain', waiter),
    end: (sent) => void socket.end(sent),
  };
}
