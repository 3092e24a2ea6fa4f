import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Tells the test, whose child this process is, where it listens, and ends when the test does. */
export function sayPort(port: number): void {
  process.once('disconnect', () => process.exit());
  process.send?.(port);
}

/** The same for a server of Node, which has a port once it listens. */
export async function sayPortOf(server: Server): Promise<void> {
  if (!server.listening) await once(server, 'listening');
  sayPort((server.address() as AddressInfo).port);
}
