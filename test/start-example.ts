import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** An example, run as `npm start` runs one: in a process of its own, on the workspace's Node. */
export interface RunningExample {
  /** Where it is served; `''` where it has ended without saying so. */
  readonly url: string;
  /** Everything it has printed so far. */
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  /** Sends a signal, and resolves to what the process ended with: its exit code, or the signal that ended it. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | string>;
  /** What the process ended with, once it has. */
  readonly ended: Promise<number | string>;
}

/**
 * Starts an example, and resolves once it listens or has ended. Its port is chosen by the operating system.
 * @param runtime What runs it, relative to the top of the repository, and its arguments.
 */
export async function startExample(
  name: string,
  env: Readonly<Record<string, string>> = {},
  [runtime, ...args]: readonly [string, ...string[]] = ['node_modules/node/bin/node'],
): Promise<RunningExample> {
  const child: ChildProcess = spawn(path.join(root, runtime), [...args, `examples/${name}/main.ts`], {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code, signal]: (number | string)[]) => code ?? signal ?? '');
  const url = new Promise<string>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const [found] = /https?:\/\/[^\s,;]+/.exec(stdout) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    url: await Promise.race([url, ended.then(() => '')]),
    output: () => ({ stdout, stderr }),
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
