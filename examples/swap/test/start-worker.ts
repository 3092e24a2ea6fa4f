/** The application in workerd, the runtime of Cloudflare Workers: bundled, with its files among the modules. */

import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { COMMANDS } from '../../../test/servers/runtime.ts';

const example = path.dirname(import.meta.dirname);
const root = path.join(example, '../..');

// A worker finds its modules in /bundle, as files; where it is itself, it is not told.
const HERE = 'import.meta.url="file:///bundle/worker.js"';

const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [
      (name = "worker.js", esModule = embed "worker.js"),
      (name = "files/lines.txt", text = embed "files/lines.txt"),
    ],
    compatibilityDate = "2026-01-01",
    compatibilityFlags = ["nodejs_compat"],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

export interface RunningWorker {
  readonly url: string;
  readonly stop: () => void;
}

/** Bundles the worker into a folder, and resolves once it listens. */
export async function startWorker(folder: string): Promise<RunningWorker> {
  const [bun] = COMMANDS.bun;
  const main = `${folder}/main.ts`;
  await writeFile(main, `export { worker as default } from ${JSON.stringify(`${example}/worker.ts`)};\n`);
  const args = ['build', main, '--target=node', '--define', HERE, `--outfile=${folder}/worker.js`];
  await promisify(execFile)(path.join(root, bun), args);
  await mkdir(`${folder}/files`);
  await copyFile(`${example}/files/lines.txt`, `${folder}/files/lines.txt`);
  await writeFile(`${folder}/config.capnp`, CONFIGURATION);
  const workerd = spawn(
    path.join(root, 'node_modules/workerd/bin/workerd'),
    ['serve', `${folder}/config.capnp`, '--control-fd=1'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  workerd.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: workerd.stdout }).on('line', (line) => {
      if (line.includes('"listen"')) resolve((JSON.parse(line) as { port: number }).port);
    });
    workerd.once('error', reject);
    workerd.once('close', (code, signal) => reject(new Error(`workerd ended with ${code ?? signal}\n${said}`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => void workerd.kill('SIGKILL') };
}
