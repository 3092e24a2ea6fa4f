/** A server of files in a process of its own: what is asked may end it, or make it wait for ever. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import { type Answer, exchange } from '../comparison/exchange.ts';
import type { Peer } from './peers.ts';

const PATIENCE_MS = 3_000;

/** A server that serves a folder. */
export class Site {
  readonly root: string;
  readonly #peer: Peer;
  #child: ChildProcess | undefined;
  #exited: Promise<unknown> = Promise.resolve();
  #port = 0;

  constructor(peer: Peer, root: string) {
    this.#peer = peer;
    this.root = root;
  }

  get port(): number {
    return this.#port;
  }

  /** Starts it, in an environment as an ordinary program has it. */
  async start(): Promise<void> {
    const { NODE_ENV: _, ...env } = process.env;
    const child = fork(this.#peer.program, [this.root], { env, stdio: 'ignore', execArgv: [] });
    this.#child = child;
    this.#exited = once(child, 'exit');
    const [port] = await Promise.race([
      once(child, 'message') as Promise<[number]>,
      this.#exited.then((): never => {
        throw new Error(`${this.#peer.name} ended before it listened`);
      }),
    ]);
    this.#port = port;
  }

  /** Whether the process is on its way out: it is no more, or will be when there was time to say why. */
  async endsSoon(): Promise<boolean> {
    return Promise.race([
      this.#exited.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false)),
    ]);
  }

  async stop(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#exited;
  }

  /** Asks for `target`, with lines of the head. */
  get(target: string, ...headers: readonly string[]): Promise<Answer> {
    return this.ask('GET', target, ...headers);
  }

  ask(method: string, target: string, ...headers: readonly string[]): Promise<Answer> {
    return exchange(this.#port, method, target, { headers });
  }
}
