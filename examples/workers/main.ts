/** The worker, bundled and run here by the runtime of Cloudflare Workers. `HOST`, `PORT` and `GREETING` say where, and what. */

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const { HOST: host = '127.0.0.1', PORT: port = '8002', GREETING: greeting = 'Hello from a worker' } = process.env;
const programs = path.join(import.meta.dirname, 'node_modules/.bin');
const folder = mkdtempSync(path.join(tmpdir(), 'tsgi-worker-'));

// A worker is one module, whose default it is: what it imports is put into it.
const entry = path.join(folder, 'entry.ts');
writeFileSync(
  entry,
  `export { worker as default } from ${JSON.stringify(path.join(import.meta.dirname, 'worker.ts'))};\n`,
);
const bundle = path.join(folder, 'worker.js');
execFileSync(path.join(programs, 'bun'), ['build', entry, '--target=browser', `--outfile=${bundle}`]);
const configuration = path.join(folder, 'worker.capnp');
writeFileSync(
  configuration,
  `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    bindings = [(name = "GREETING", text = ${JSON.stringify(greeting)})],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = ${JSON.stringify(`${host}:${port}`)}, http = (), service = "main")],
);
`,
);

const runtime = spawn(path.join(programs, 'workerd'), ['serve', configuration, '--control-fd=1'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
createInterface({ input: runtime.stdout }).on('line', (line) => {
  if (!line.includes('"listen"')) return;
  console.log(`Serving http://${host}:${(JSON.parse(line) as { port: number }).port} by workerd`);
});
runtime.once('exit', (code, signal) => {
  rmSync(folder, { recursive: true });
  process.exitCode = signal === null ? (code ?? 0) : 0;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => runtime.kill(signal));
