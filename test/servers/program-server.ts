/** A system program that serves while tests run, in a temporary folder of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The context of a vitest hook or test: its `skip` is called where the program is missing. */
export interface Skippable {
  readonly skip: (note?: string) => never;
}

/** Who runs a program, where it is not who runs the tests. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** How a program is started. */
export interface Programme {
  readonly program: string;
  readonly args: (port: number, folder: string) => readonly string[];
  /** Its output, once it serves. */
  readonly ready: RegExp;
  readonly account?: Account | undefined;
  /** Makes the folder ready for the first start. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** What asks it to stop. What it stores is to be on the disk when it has. Default: `SIGTERM`. */
  readonly stopSignal?: NodeJS.Signals;
}

/** A program that serves. */
export interface ProgramServer extends AsyncDisposable {
  /** On 127.0.0.1, and the same one for as long as the object lives. */
  readonly port: number;
  readonly folder: string;
  /** Has it stand still: connections are taken by the kernel, and nothing is answered. */
  pause(): void;
  resume(): void;
  /** Stops it, its data kept. @param signal Default: the one that its own manual names. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, after `stop`, on the same port and data. */
  restart(): Promise<void>;
  /** Stops it and removes its folder. */
  [Symbol.asyncDispose](): Promise<void>;
}

const READY_MS = 60_000;
/** Another program may take a free port before ours does. */
const TRIES = 5;

/** Starts a program on a free port of the loopback interface. */
export async function startProgram(programme: Programme): Promise<ProgramServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-server-'));
  try {
    if (programme.account !== undefined) chownSync(folder, programme.account.uid, programme.account.gid);
    await programme.prepare?.(folder);
    for (let tried = 1; ; tried += 1) {
      const port = await freePort();
      try {
        return serverOf(programme, folder, port, await start(programme, folder, port));
      } catch (error) {
        if (tried === TRIES || !/in use/i.test(String(error))) throw error;
      }
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function serverOf(programme: Programme, folder: string, port: number, first: ChildProcess): ProgramServer {
  let child: ChildProcess | undefined = first;
  const stop = async (signal: NodeJS.Signals = programme.stopSignal ?? 'SIGTERM'): Promise<void> => {
    if (child === undefined) return;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    // One that was paused would never hear it.
    child.kill('SIGCONT');
    child.kill(signal);
    child = undefined;
    await ended;
  };
  return {
    port,
    folder,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    stop,
    async restart() {
      await stop();
      child = await start(programme, folder, port);
    },
    async [Symbol.asyncDispose]() {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Resolves once it says that it serves; rejects with all that it said, where it ends before. */
async function start(programme: Programme, folder: string, port: number): Promise<ChildProcess> {
  const { program, args, ready, account = {} } = programme;
  const child = spawn(program, args(port, folder), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...account });
  // A test runner that ends takes it along.
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  let said = '';
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const hear = (text: string): void => {
    // What is said later is nobody's, and must be read nonetheless.
    if (said.length < 100_000) said += text;
    if (ready.test(said)) resolve();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const fail = (what: string): void => reject(new Error(`${program} ${what}\n${said}`));
  child.once('error', ({ message }) => fail(`did not start: ${message}`));
  // Once all that it said has come.
  child.once('close', (code) => fail(`ended with ${code ?? 'a signal'}`));
  const timer = setTimeout(() => {
    kill();
    fail(`was not ready within ${READY_MS / 1000} s`);
  }, READY_MS);
  await promise.finally(() => clearTimeout(timer));
  return child;
}
