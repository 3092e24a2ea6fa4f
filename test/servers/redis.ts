import { requireProgram } from '../require-program.ts';
import { type ProgramServer, type Skippable, startProgram } from './program-server.ts';

/** Keeps nothing on the disk, and ends with whoever started it. */
const IN_MEMORY = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'];

/** Starts a Redis of its own. With `args`, further ones of its command line. */
export function startRedis({ skip }: Skippable, args: readonly string[] = []): Promise<ProgramServer> {
  return startProgram({
    program: requireProgram('redis-server', skip),
    args: (port, folder) => [...IN_MEMORY, '--port', String(port), '--dir', folder, ...args],
    ready: /Ready to accept connections/,
  });
}
