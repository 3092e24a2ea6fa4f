/** Programs of their own for what ends a process. */

import { execFile } from 'node:child_process';
import path from 'node:path';

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of `programs/`, to its end. */
export function runProgram(name: string, ...args: string[]): Promise<Ended> {
  const file = path.join(import.meta.dirname, 'programs', `${name}.ts`);
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}
