/** workerd, the runtime of Cloudflare Workers, with a program in one file, as it is deployed. */

import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { COMMANDS } from './runtime.ts';

const root = path.join(import.meta.dirname, '../..');

const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

export interface Workerd {
  readonly url: string;
  readonly stop: () => void;
}

/** Serves what the module of `program` exports as `worker`; resolves once it listens. It has no module of Node. */
export async function startWorkerd(program: string): Promise<Workerd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-workerd-'));
  try {
    writeFileSync(`${folder}/main.ts`, `export { worker as default } from ${JSON.stringify(program)};\n`);
    writeFileSync(`${folder}/config.capnp`, CONFIGURATION);
    const args = ['build', `${folder}/main.ts`, '--target=browser', `--outfile=${folder}/worker.js`];
    await promisify(execFile)(path.join(root, COMMANDS.bun[0]), args);
    return await served(`${folder}/config.capnp`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function served(configuration: string): Promise<Workerd> {
  const command = path.join(root, 'node_modules/workerd/bin/workerd');
  const child = spawn(command, ['serve', configuration, '--control-fd=1'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.once('error', reject).once('close', () => reject(new Error(`workerd has ended:\n${said}`)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.includes('"listen"')) resolve((JSON.parse(line) as { readonly port: number }).port);
  });
  return { url: `http://127.0.0.1:${await promise}`, stop: () => void child.kill('SIGKILL') };
}
