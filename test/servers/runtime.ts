/** Another runtime than Node, in which the conformance suite is run as it is here: its cases come back as ours. */

import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { type Capability, type ConformanceCase, serverConformance } from '@tsgi/validator';

const root = path.join(import.meta.dirname, '../..');
const program = path.join(import.meta.dirname, 'suite-in-runtime.ts');

/** How a runtime is called, relative to the top of the repository. */
export const COMMANDS = {
  bun: ['node_modules/bun/bin/bun.exe', 'run'],
  deno: ['node_modules/deno/deno', 'run', '--allow-all', '--quiet'],
} as const;

function startsElsewhere(): never {
  throw new Error('the server runs in another process');
}

export class Runtime {
  readonly #name: keyof typeof COMMANDS;
  #child: ChildProcess | undefined;
  /** Who waits for a line, the first one first. */
  readonly #waiting: PromiseWithResolvers<string>[] = [];
  #said = '';

  constructor(name: keyof typeof COMMANDS) {
    this.#name = name;
  }

  /** All cases of the suite, each run in the runtime, over its own server. */
  cases(lacks: readonly Capability[]): ConformanceCase[] {
    return serverConformance(startsElsewhere, { lacks }).map((each, index) => ({
      ...each,
      run: () => this.#run(index),
    }));
  }

  /** Ends the runtime. */
  close(): void {
    this.#child?.kill('SIGKILL');
  }

  async #run(index: number): Promise<void> {
    const child = (this.#child ??= this.#start());
    const waiter = Promise.withResolvers<string>();
    this.#waiting.push(waiter);
    child.stdin?.write(`${index}\n`);
    const { failure } = JSON.parse(await waiter.promise) as { failure?: string };
    if (failure !== undefined) throw new Error(failure);
  }

  #start(): ChildProcess {
    const [command, ...args] = COMMANDS[this.#name];
    const server = path.join(root, `packages/fetch/src/${this.#name}.ts`);
    const child = spawn(path.join(root, command), [...args, program, server], { stdio: 'pipe' });
    createInterface({ input: child.stdout }).on('line', (line) => this.#waiting.shift()?.resolve(line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    const fail = (what: string): void => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`${command} ${what}\n${this.#said}`));
    };
    child.stdin.on('error', () => {});
    child.once('error', ({ message }) => fail(`did not start: ${message}`));
    child.once('close', (code, signal) => fail(`ended with ${code ?? signal}`));
    return child;
  }
}
