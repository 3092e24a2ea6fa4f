/** A server in a runtime of its own: the program `programs/serve.ts`. */

import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { COMMANDS } from '../../../test/servers/runtime.ts';

const root = path.join(import.meta.dirname, '../../..');

/** What the program says in one line. */
export interface Said {
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly error?: { readonly name: string; readonly message: string; readonly code?: string };
  readonly report?: string;
  readonly closed?: boolean;
}

export interface ServedInRuntime extends Disposable {
  /** Waits for its next line. */
  next(): Promise<Said>;
}

export function servedIn(runtime: keyof typeof COMMANDS, options: object): ServedInRuntime {
  const [command, ...args] = COMMANDS[runtime];
  const program = path.join(import.meta.dirname, 'programs/serve.ts');
  const child = spawn(path.join(root, command), [...args, program, runtime, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next() {
      const { done, value } = await lines.next();
      if (done === true) throw new Error(`${runtime} has ended:\n${complaints}`);
      return JSON.parse(value) as Said;
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}
