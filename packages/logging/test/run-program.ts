/** Programs of their own for what ends a process. */

import { execFile } from 'node:child_process';
import path from 'node:path';

import { COMMANDS } from '../../../test/servers/runtime.ts';

const root = path.join(import.meta.dirname, '../../..');

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where programs run: here, or elsewhere. */
export type RuntimeName = 'node' | keyof typeof COMMANDS;

/** Runs a program of `programs/`, to its end. */
export function runProgram(name: string, ...args: string[]): Promise<Ended> {
  return runProgramIn('node', name, ...args);
}

/** The same in another runtime. */
export function runProgramIn(runtime: RuntimeName, name: string, ...args: string[]): Promise<Ended> {
  const [command, ...before] = runtime === 'node' ? [process.execPath] : COMMANDS[runtime];
  const file = path.join(import.meta.dirname, 'programs', `${name}.ts`);
  return new Promise((resolve) => {
    execFile(path.resolve(root, command), [...before, file, ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}
