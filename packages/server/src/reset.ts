import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Cuts a TCP connection off with a reset, which no client takes for the end of an answer. Other transports have none:
 * TLS shows it by the missing alert, a Unix socket cannot show it.
 */
export function reset(transport: Duplex): void {
  try {
    if (transport instanceof Socket) transport.resetAndDestroy();
  } catch {
    // Not TCP.
  }
}
