/** The faults of Bun, Deno and Node that docs/servers.md names, shown on their servers alone, with nothing of TSGI. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { BareFault } from './bare-runtimes/bare-fault.ts';
import { BUN_FAULTS } from './bare-runtimes/bun-faults.ts';
import { DENO_FAULTS } from './bare-runtimes/deno-faults.ts';
import { NODE_FAULTS } from './bare-runtimes/node-faults.ts';
import { COMMANDS } from './servers/runtime.ts';
import { SUBJECTS } from './servers/subjects.ts';

interface Bare {
  readonly name: string;
  /** How its server is started, relative to the top of the repository. */
  readonly command: readonly [string, ...string[]];
  readonly faults: readonly BareFault[];
}

const HANDLER = 'test/bare-runtimes/handler.ts';

const BARE: readonly Bare[] = [
  { name: 'Bun', command: [...COMMANDS.bun, HANDLER], faults: Object.values(BUN_FAULTS) },
  { name: 'Deno', command: [...COMMANDS.deno, HANDLER], faults: Object.values(DENO_FAULTS) },
  {
    name: 'Node',
    command: [process.execPath, 'test/bare-runtimes/node-listener.ts'],
    faults: Object.values(NODE_FAULTS),
  },
];

describe.each(BARE)('$name by itself', ({ command: [program, ...args], faults }) => {
  let child: ChildProcess;
  let port = 0;

  beforeAll(async () => {
    const cwd = path.join(import.meta.dirname, '..');
    child = spawn(path.resolve(cwd, program), args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    port = Number(line);
  }, 30_000);

  afterAll(() => void child.kill('SIGKILL'));

  test.each(faults)('$sentence', async ({ show }) => {
    await expect(show(port)).resolves.toBeUndefined();
  });
});

test.each(SUBJECTS)('every fault that keeps $name from a case is shown here', ({ standsOn, faults }) => {
  const shown = BARE.find(({ name }) => name === standsOn)?.faults;
  for (const [name, fault] of Object.entries(faults)) expect(shown, name).toContain(fault);
});
