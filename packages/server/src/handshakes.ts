/** Connections on which TLS has yet to be agreed on: none of HTTP so far, and not to hold up a close. */

import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

export class Handshakes {
  readonly #sockets = new Set<Socket>();
  readonly #onOver: () => void;

  /** @param onOver A connection has gone before its handshake was done. */
  constructor(onOver: () => void) {
    this.#onOver = onOver;
  }

  /** How many are not done. */
  get size(): number {
    return this.#sockets.size;
  }

  /** A handshake begins on `socket`. */
  begin(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => {
      if (this.#sockets.delete(socket)) this.#onOver();
    });
  }

  /** The handshake of `secured` is done. */
  finish(secured: TLSSocket): void {
    const { _parent: socket } = secured as { _parent?: Socket };
    // Where a runtime does not say on which, none is held to be open: what is in use is never cut off.
    if (socket === undefined) this.#sockets.clear();
    else this.#sockets.delete(socket);
  }

  /** Cuts off all that are not done. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
