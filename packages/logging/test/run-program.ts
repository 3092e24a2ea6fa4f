/** Programs of their own for what ends a process. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
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
  const [command, before] = commandOf(runtime, name);
  return new Promise((resolve) => {
    execFile(command, [...before, ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}

/** Starts a program of `programs/`, which can be talked to, and whose output nobody reads yet. */
export function startProgramIn(runtime: RuntimeName, name: string, ...args: string[]): ChildProcess {
  const [command, before] = commandOf(runtime, name);
  return spawn(command, [...before, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}

function commandOf(runtime: RuntimeName, name: string): [string, string[]] {
  const [command, ...before] = runtime === 'node' ? [process.execPath] : COMMANDS[runtime];
  return [path.resolve(root, command), [...before, path.join(import.meta.dirname, 'programs', `${name}.ts`)]];
}
