import type { Socket } from 'node:net';

/** What is used of a socket's handle. Node has had it since its first versions, though it does not document it. */
export interface SocketHandle {
  /** Asks the operating system for the peer, which the socket itself remembers. Gives a number below 0 where there is none. */
  getpeername?(into: object): unknown;
  /** How many bytes of what was written the operating system has yet to take. */
  readonly writeQueueSize?: unknown;
  /** Has reads go into a buffer that is given; there where this works. */
  readonly useUserBuffer?: unknown;
}

/** The handle of a socket; `undefined` where the runtime has none, or the socket is closed. */
export function socketHandle(socket: Socket): SocketHandle | undefined {
  const { _handle: handle } = socket as { readonly _handle?: SocketHandle | null };
  return handle ?? undefined;
}
