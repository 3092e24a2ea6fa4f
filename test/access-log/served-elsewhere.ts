/** The exchanges and their log in another runtime, whose records come back as lines. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { COMMANDS } from '../servers/runtime.ts';
import type { Contestant, Entry, Hearer, Logged } from './contestant.ts';

const root = path.join(import.meta.dirname, '../..');

/** What a line says that the program, or workerd itself, prints. */
type Said = { readonly port: number } | { readonly called: string } | { readonly entry: Entry } | Logged;

/** Serves in Bun or Deno, by `programs/serve.ts`. */
export function servedElsewhere(runtime: keyof typeof COMMANDS): Contestant['serve'] {
  return (hearer) => {
    const [command, ...args] = COMMANDS[runtime];
    const program = path.join(import.meta.dirname, 'programs/serve.ts');
    return heard(spawn(path.join(root, command), [...args, program, runtime]), hearer);
  };
}

const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    compatibilityDate = "2026-01-01",
    compatibilityFlags = ["enable_request_signal", "nodejs_compat"],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

/** Serves in workerd, by `programs/worker.ts`. */
export async function servedInWorkerd(hearer: Hearer): ReturnType<Contestant['serve']> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-access-log-'));
  const program = path.join(import.meta.dirname, 'programs/worker.ts');
  const bun = path.join(root, COMMANDS.bun[0]);
  writeFileSync(`${folder}/main.ts`, `export { worker as default } from ${JSON.stringify(program)};\n`);
  await promisify(execFile)(bun, ['build', `${folder}/main.ts`, '--target=browser', `--outfile=${folder}/worker.js`]);
  writeFileSync(`${folder}/config.capnp`, CONFIGURATION);
  const workerd = path.join(root, 'node_modules/workerd/bin/workerd');
  const served = await heard(spawn(workerd, ['serve', `${folder}/config.capnp`, '--control-fd=1']), hearer);
  rmSync(folder, { recursive: true });
  return served;
}

/** Resolves when the program says its port. */
async function heard(child: ChildProcess, hearer: Hearer): ReturnType<Contestant['serve']> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  let complaints = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  child.once('close', () => reject(new Error(`the server has ended:\n${complaints}`)));
  createInterface({ input: child.stdout! }).on('line', (line) => {
    if (!line.startsWith('{')) {
      complaints += `${line}\n`;
      return;
    }
    const said = JSON.parse(line) as Said;
    if ('port' in said) resolve(said.port);
    else if ('called' in said) hearer.onCalled(said.called);
    else if ('entry' in said) hearer.onEntry?.(said.entry);
    else hearer.onRecord(said);
  });
  const port = await promise;
  return {
    port,
    async [Symbol.asyncDispose]() {
      process.off('exit', kill);
      kill();
    },
  };
}
