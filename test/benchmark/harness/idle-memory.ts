// Memory of a server before and after many connections that each made one request and then wait.

import { startChild, type Child } from './child.ts';
import type { Bench } from './report.ts';
import { startServer, type Contestant, type Memory } from './server-process.ts';

/** Memory of one server process in bytes. */
export interface IdleMemory {
  /** After a few requests, with no connection. */
  readonly before: Memory;
  /** With all connections open and idle. */
  readonly after: Memory;
}

// Enough to load what is loaded late, and too few for their memory, once freed, to hide what the measured ones take.
const WARM_UP_CONNECTIONS = 100;

/**
 * Measures a fresh process of a contestant.
 *
 * @throws {Error} when connections were closed before the measurement: it would be of fewer than it says.
 */
export async function idleMemory(
  bench: Bench,
  contestant: Contestant,
  connections: number,
  request: string,
): Promise<IdleMemory> {
  await using server = await startServer(contestant, bench.cores.server, ['--expose-gc']);

  function hold(count: number): Promise<Child> {
    return startChild({
      program: new URL('../hold.ts', import.meta.url),
      args: [String(server.port), String(count)],
      env: { TSGI_BENCH_REQUEST: request },
      core: bench.cores.load,
    });
  }

  const warmUp = await hold(WARM_UP_CONNECTIONS);
  await warmUp.stop();
  const before = await server.memory();

  const clients = await hold(connections);
  try {
    // At once: idle connections live for 5 s under the defaults of `node:http`.
    const after = await server.memory();
    const { open = 0 } = await clients.ask('count');
    if (open < connections) throw new Error(`only ${open} of ${connections} connections stayed open`);
    return { before, after };
  } finally {
    await clients.stop();
  }
}
