/**
 * Whether a connection that has come to its end was ended by the client, or is gone. Where a reset meets what TLS itself
 * writes (session tickets), Node keeps the error to itself: what it then reads looks like an end, and no later write
 * ever calls back. The operating system still knows: a connection that was reset has no peer.
 */

import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A socket's handle as Node keeps it, though it does not document it; `remoteAddress` remembers what it said first. */
interface WithHandle {
  _handle?: { getpeername?(into: object): unknown } | null;
}

/** @returns `true` also where this cannot be told: of Unix sockets, and of streams in memory. */
export function stillConnected(transport: Duplex): boolean {
  if (!(transport instanceof Socket)) return true;
  const { _handle: handle } = transport as WithHandle;
  const failure = handle?.getpeername?.({});
  return typeof failure !== 'number' || failure === 0;
}
