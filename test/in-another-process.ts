import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a program of ours in a process of its own, for it is not to be measured, and fails where it fails.
 * @param stop Ends it, which is then no failure.
 */
export async function inAnotherProcess(program: string, args: readonly string[], stop?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  stop?.addEventListener('abort', () => child.kill());
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 && stop?.aborted !== true) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
}
