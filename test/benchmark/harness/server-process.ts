// A server under test in a process of its own.

import { startChild, type ChildOptions } from './child.ts';
import { cpuSeconds } from './cpu-seconds.ts';

/** A server that takes part in a table. */
export interface Contestant {
  /** As the table names it. */
  readonly name: string;
  /** A program that ends with `announce(port)`. It may start another that is no Node, and say which process to measure. */
  readonly program: URL;
  /** What runs it, with its flags; default this Node. Another runtime is `['bun']`. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** A contestant that listens. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  /** User and system time of all its threads so far, in seconds. */
  cpu(): Promise<number>;
  /** Its memory in bytes, after garbage collection. */
  memory(): Promise<Memory>;
}

/** Memory of a server process in bytes. */
export interface Memory {
  /** What the operating system has given it. */
  readonly resident: number;
  /** The part that JavaScript objects fill, and the buffers they own. */
  readonly heap: number;
}

/** Starts a contestant, pinned to `core`, and waits until it listens. */
export async function startServer(
  { program, command, args }: Contestant,
  core: string | undefined,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const [runtime = process.execPath, ...own] = command ?? [];
  const options: ChildOptions = { program, command: [runtime, ...flags, ...own], core, args: args ?? [] };
  const child = await startChild(options);
  return {
    port: child.ready['port'] ?? 0,
    async cpu() {
      return cpuSeconds(child.ready['worker'] ?? child.pid) ?? (await child.ask('cpu'))['seconds'] ?? NaN;
    },
    async memory() {
      const { rss = NaN, heapUsed = NaN, external = NaN } = await child.ask('memory');
      return { resident: rss, heap: heapUsed + external };
    },
    [Symbol.asyncDispose]: () => child.stop(),
  };
}
