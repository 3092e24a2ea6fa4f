/**
 * How much of what was written to a socket the operating system has yet to take. `writableLength` counts a write as a
 * whole until its last byte is taken; `node:net` itself looks here before it says that a socket has timed out.
 */

import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

import { socketHandle } from './socket-handle.ts';

/** @returns `undefined` where this cannot be told: of TLS, which encrypts a copy of all it is given, and of streams in memory. */
export function unsentBytes(transport: Duplex): number | undefined {
  if (!(transport instanceof Socket) || transport instanceof TLSSocket) return undefined;
  const size = socketHandle(transport)?.writeQueueSize;
  return typeof size === 'number' ? size : undefined;
}
