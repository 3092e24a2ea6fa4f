/**
 * Whether a client is still there, where no read would tell. Node hears of a reset by reading; of a client that has ended
 * its side, or sends more than is taken, nothing is read. Where a reset meets what TLS itself writes (session tickets),
 * Node keeps the error to itself: what it then reads looks like an end, and no later write ever calls back. The operating
 * system still knows: a connection that was reset has no peer.
 */

import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { socketHandle } from './socket-handle.ts';

/** How long nothing may come of a client that has ended its side before its system is asked, in milliseconds. */
const ASK_AFTER_MS = 10_000;

/** @returns `true` also where this cannot be told: of Unix sockets, and of streams in memory. */
export function stillConnected(transport: Duplex): boolean {
  if (!(transport instanceof Socket)) return true;
  const failure = socketHandle(transport)?.getpeername?.({});
  return typeof failure !== 'number' || failure === 0;
}

/**
 * Has the operating system ask a client that has ended its side, now and then, whether the connection is still there. One
 * that is half-closed says so. One that was closed altogether is forgotten by the client's system in a minute or so, and
 * is then answered with a reset.
 * @returns whether it is there now, as `stillConnected` does.
 */
export function keepAsking(transport: Duplex): boolean {
  if (transport instanceof Socket) transport.setKeepAlive(true, ASK_AFTER_MS);
  return stillConnected(transport);
}
