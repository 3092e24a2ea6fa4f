import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { requireProgram } from '../require-program.ts';
import { type Account, type ProgramServer, type Skippable, startProgram } from './program-server.ts';

/** Starts a PostgreSQL of its own: user `tsgi`, no password, database `postgres`. */
export function startPostgres({ skip }: Skippable): Promise<ProgramServer> {
  const initdb = requireProgram('initdb', skip);
  const account = accountFor('postgres');
  return startProgram({
    program: requireProgram('postgres', skip),
    async prepare(folder) {
      const args = [
        '-D',
        path.join(folder, 'data'),
        '-U',
        'tsgi',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C',
        '--no-sync',
      ];
      await promisify(execFile)(initdb, args, { cwd: folder, ...account });
    },
    // Its data is thrown away with it.
    args: (port, folder) => [
      '-D',
      path.join(folder, 'data'),
      '--listen-addresses=127.0.0.1',
      `--port=${port}`,
      '--unix-socket-directories=',
      '--fsync=off',
      '--shared-buffers=16MB',
      '--max-connections=40',
    ],
    ready: /ready to accept connections/,
    account,
    // A fast shutdown: sessions are ended, and what was committed is written.
    stopSignal: 'SIGINT',
  });
}

/** PostgreSQL refuses to be run by root: an account without rights, then. `undefined` where we have none ourselves. */
function accountFor(name: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  const entry = [name, 'nobody'].map((each) => accounts.find((line) => line.startsWith(`${each}:`))).find(Boolean);
  const [uid, gid] = (entry ?? '').split(':').slice(2, 4).map(Number);
  if (uid === undefined || gid === undefined) throw new Error(`there is no account ${name} for PostgreSQL to run as`);
  return { uid, gid };
}
