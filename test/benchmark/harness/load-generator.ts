// Who sends the requests: `wrk` where it is installed, else our own load.ts. Both send the very same bytes.

import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { complaintIn } from './complaint-in.ts';
import { pinned } from './cores.ts';

/** Stands for a number that differs from request to request; a request of its own, too, as it is. */
export const VARYING = '00000000';

/** What is sent. */
export interface Load {
  readonly connections: number;
  /** How many requests leave in one write; 1 is plain keep-alive. */
  readonly depth: number;
  /** The request as text, ASCII only. Each `VARYING` in it is another number of eight digits in every request. */
  readonly request: string;
}

/** What came back. */
export interface LoadResult {
  /** Complete answers. */
  readonly requests: number;
  readonly seconds: number;
}

/** A program that keeps a server busy. */
export interface LoadGenerator {
  /** As the report names it. */
  readonly name: string;
  /**
   * Keeps the server at 127.0.0.1:`port` busy for some whole seconds.
   *
   * @throws {Error} when an answer was not 200 or a connection broke.
   */
  run(load: Load, port: number, seconds: number): Promise<LoadResult>;
}

/** The best load generator of this machine, pinned to `core`. */
export function pickLoadGenerator(core: string | undefined, preferred?: string): LoadGenerator {
  const wrk = /^wrk \S+/.exec(spawnSync('wrk', ['-v'], { encoding: 'utf8' }).stdout ?? '')?.[0];
  return wrk === undefined || preferred === 'own' ? ownGenerator(core) : wrkGenerator(core, wrk);
}

function wrkGenerator(core: string | undefined, name: string): LoadGenerator {
  const script = fileURLToPath(new URL('wrk.lua', import.meta.url));
  return {
    name,
    run: (load, port, seconds) =>
      generate(core, 'wrk', load, [
        `--connections=${load.connections}`,
        `--duration=${seconds}s`,
        '--threads=1',
        '--timeout=10s',
        `--script=${script}`,
        `http://127.0.0.1:${port}/`,
      ]),
  };
}

function ownGenerator(core: string | undefined): LoadGenerator {
  const program = fileURLToPath(new URL('../load.ts', import.meta.url));
  return {
    name: 'own load generator (`wrk` is not in use: install it for steadier numbers)',
    run: (load, port, seconds) =>
      generate(core, process.execPath, load, [program, String(port), String(load.connections), String(seconds)]),
  };
}

/** Runs a load generator; each prints its result as JSON on the last line. */
async function generate(core: string | undefined, program: string, load: Load, args: string[]): Promise<LoadResult> {
  const [command, all] = pinned(core, program, args);
  const env = { ...process.env, TSGI_BENCH_REQUEST: load.request, TSGI_BENCH_DEPTH: String(load.depth) };
  const output = await promisify(execFile)(command, all, { env }).catch((error: unknown) => {
    const text =
      typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`the load generator ended: ${complaintIn(text)}`, { cause: error });
  });
  const result: unknown = JSON.parse(output.stdout.trimEnd().split('\n').at(-1) ?? '');
  if (!isResult(result)) throw new Error(`${program} printed no result`);
  if (result.failed > 0) throw new Error(`${result.failed} failures beside ${result.requests} answers`);
  if (result.requests === 0) throw new Error('no request was answered');
  return result;
}

function isResult(value: unknown): value is LoadResult & { failed: number } {
  return typeof value === 'object' && value !== null && 'requests' in value && 'seconds' in value && 'failed' in value;
}
