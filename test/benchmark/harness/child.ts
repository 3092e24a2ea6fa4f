// A helper process of the benchmark that talks over the IPC channel: it says when it is ready, then answers questions.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { complaintIn } from './complaint-in.ts';
import { pinned } from './cores.ts';

/** All that goes over the channel towards the benchmark: named numbers. */
export type Numbers = Readonly<Record<string, number>>;

/** How to start a child. */
export interface ChildOptions {
  /** The program to run. */
  readonly program: URL;
  /** What runs it, with its flags; default this Node. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly core: string | undefined;
}

/** A running child. */
export interface Child {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: Numbers;
  /** Asks one question and waits for the answer. Only one may be open at a time. */
  ask(question: string): Promise<Numbers>;
  /** Lets it end by itself, and ends it when it does not. */
  stop(): Promise<void>;
}

/**
 * Starts a child and waits until it is ready.
 *
 * @throws {Error} with the child's own complaint when it ends or stays silent instead.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const [node = process.execPath, ...flags] = options.command ?? [];
  const args = [...flags, fileURLToPath(options.program), ...(options.args ?? [])];
  const child = spawn(...pinned(options.core, node, args), {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: { ...process.env, ...options.env },
  });

  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    // A server that reports every request must not fill our memory.
    if (complaint.length < 10_000) complaint += text;
  });
  // Two ends: `close` has all of its complaint, but never comes once we have closed the IPC channel ourselves.
  const exited = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  child.once('exit', () => {
    exited.resolve();
  });
  child.once('close', () => {
    closed.resolve();
  });
  child.once('error', (error) => {
    complaint += error.message;
    exited.resolve();
    closed.resolve();
  });

  async function answer(): Promise<Numbers> {
    const { promise, resolve, reject } = Promise.withResolvers<Numbers>();
    const timer = setTimeout(() => {
      reject(new Error('no word from the process for 30 s'));
    }, 30_000);
    child.once('message', resolve);
    const ended = closed.promise.then((): never => {
      throw new Error(`the process ended: ${complaintIn(complaint)}`);
    });
    try {
      return await Promise.race([promise, ended]);
    } finally {
      clearTimeout(timer);
      child.off('message', resolve);
    }
  }

  async function stop(): Promise<void> {
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exited.promise;
    clearTimeout(timer);
  }

  try {
    const ready = await answer();
    return {
      pid: child.pid ?? 0,
      ready,
      ask(question) {
        const next = answer();
        // A send that fails shows as the end of the process, which `answer` reports.
        child.send(question, () => {});
        return next;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
