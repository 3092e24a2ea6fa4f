/** A Redis cluster of three nodes, each with a third of the slots. */

import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

import { requireProgram } from '../require-program.ts';
import { freePort, type ProgramServer, type Skippable } from './program-server.ts';
import { startRedis } from './redis.ts';

/** A cluster that takes commands. */
export interface RedisCluster extends AsyncDisposable {
  readonly nodes: readonly ProgramServer[];
}

const SLOTS = 16_384;
const NODES = 3;
const READY_MS = 30_000;

export async function startRedisCluster(context: Skippable): Promise<RedisCluster> {
  const cli = requireProgram('redis-cli', context.skip);
  const ask = async ({ port }: ProgramServer, ...command: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(cli, ['-p', String(port), '-e', 'CLUSTER', ...command]);
    return stdout;
  };
  await using started = new AsyncDisposableStack();
  const nodes: ProgramServer[] = [];
  const buses: number[] = [];
  for (let index = 0; index < NODES; index += 1) {
    // By itself it would take its port and ten thousand, which may be taken, or past the last.
    const bus = await freePort();
    const args = ['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '5000'];
    nodes.push(started.use(await startRedis(context, args)));
    buses.push(bus);
  }
  for (const [index, node] of nodes.entries()) {
    const [from, to] = [index, index + 1].map((third) => Math.floor((third * SLOTS) / NODES)) as [number, number];
    await ask(node, 'ADDSLOTS', ...Array.from({ length: to - from }, (_, slot) => String(from + slot)));
    for (const [other, { port }] of nodes.slice(0, index).entries()) {
      await ask(node, 'MEET', '127.0.0.1', String(port), String(buses[other]));
    }
  }
  for (const node of nodes) await untilComplete(() => ask(node, 'INFO'));
  const owned = started.move();
  return { nodes, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** A node has nothing to wait on but its own word. */
async function untilComplete(ask: () => Promise<string>): Promise<void> {
  for (const start = performance.now(); ; await delay(50)) {
    const info = await ask();
    if (info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${NODES}`)) return;
    if (performance.now() - start > READY_MS) throw new Error(`the cluster did not come together:\n${info}`);
  }
}
