// node test/benchmark/profile.ts [tsgi-hello [argument …]] [--pipelined] [--different] [--seconds N] [--top N]
//
// Runs a server of servers/, with its arguments, under `--cpu-prof` with load, and prints the functions that take the most time themselves.

import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browserRequest } from './harness/browser-request.ts';
import { pickCores } from './harness/cores.ts';
import { selfTimes, type CpuProfile } from './harness/self-times.ts';
import { pickLoadGenerator, VARYING, type Load } from './harness/load-generator.ts';
import { startServer } from './harness/server-process.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pipelined: { type: 'boolean', default: false },
    different: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '5' },
    top: { type: 'string', default: '40' },
  },
});

const [name = 'tsgi-hello', ...args] = positionals;
const request = browserRequest(
  values.different ? `/?n=${VARYING}` : '/',
  values.different ? `visitor=${VARYING}` : undefined,
);
const load: Load = { connections: 64, depth: values.pipelined ? 16 : 1, request };
const cores = pickCores();
const generator = pickLoadGenerator(cores.load);
const folder = await mkdtemp(join(tmpdir(), 'tsgi-profile-'));

const requests = await serveUnderProfiler();
// The profile is written when the process ends.
const [file = ''] = await readdir(folder);
const path = join(folder, file);
// What `--cpu-prof` writes is what CpuProfile describes.
const profile: CpuProfile = JSON.parse(await readFile(path, 'utf8'));

console.log(`${name}, ${load.connections} connections, ${load.depth} deep: ${requests} requests, ${path}\n`);
console.log('   self  µs/request');
const { functions, busyMicros } = selfTimes(profile);
for (const { label, micros } of functions.slice(0, Number(values.top))) {
  const share = ((micros / busyMicros) * 100).toFixed(1).padStart(5);
  console.log(`${share} %  ${(micros / requests).toFixed(3).padStart(10)}  ${label}`);
}

async function serveUnderProfiler(): Promise<number> {
  const program = new URL(`servers/${name}.ts`, import.meta.url);
  const flags = ['--cpu-prof', '--cpu-prof-interval', '200', `--cpu-prof-dir=${folder}`];
  await using server = await startServer({ name, program, args }, cores.server, flags);
  return (await generator.run(load, server.port, Number(values.seconds))).requests;
}
