/** A handler sees of a light request what it would see of the runtime's own, in every runtime: or that is refused. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { differences } from './light-requests/differences.ts';
import { COMMANDS } from './servers/runtime.ts';
import { startWorkerd } from './servers/workerd.ts';

const programs = path.join(import.meta.dirname, 'light-requests');

async function told(name: keyof typeof COMMANDS): Promise<unknown> {
  const [command, ...args] = COMMANDS[name];
  const program = path.join(import.meta.dirname, '..', command);
  const { stdout } = await promisify(execFile)(program, [...args, `${programs}/tell.ts`]);
  return JSON.parse(stdout);
}

async function toldByWorker(): Promise<unknown> {
  const { url, stop } = await startWorkerd(`${programs}/worker.ts`);
  try {
    return await (await fetch(url)).json();
  } finally {
    stop();
  }
}

test.each<[string, () => Promise<unknown>]>([
  ['Node', differences],
  ['Bun', () => told('bun')],
  ['Deno', () => told('deno')],
  ['Workers', toldByWorker],
])(
  '%s',
  async (_name, differencesIn) => {
    expect(await differencesIn()).toEqual([]);
  },
  30_000,
);
