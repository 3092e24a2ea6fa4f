// What an access log costs an exchange of the reference server: `node log-writing.ts <format> <same|different> <turns>`.
// In a process of its own, as a server has. Prints an `ExtraCost` in microseconds of CPU, as JSON.

import { truncateSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Application } from '@tsgi/contract';
import { accessLog, fileSink } from '@tsgi/logging';
import { serve } from '@tsgi/server';
import { batches } from './harness/batches.ts';
import { browserRequest } from './harness/browser-request.ts';
import { extraCost, type Turns } from './harness/extra-cost.ts';
import { VARYING } from './harness/load-generator.ts';
import { MemoryConnection } from './harness/memory-connection.ts';
import { HELLO_TEXT, HELLO_TYPE } from './servers/hello-answer.ts';
import { logFile } from './servers/log-file.ts';

const CONNECTIONS = 64;
/** In a turn, as many on each connection: for some batches of lines, and not longer than the machine stays as fast as it is. */
const REQUESTS = CONNECTIONS * 16;
/** Turns in which functions are compiled. */
const COMPILING = 80;

const [format = 'combined', kind = 'same', turns = '320'] = process.argv.slice(2);

const hello: Application = (_environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', HELLO_TYPE]]);
  return [HELLO_TEXT];
};
const path = logFile();
const sink = fileSink(path);

const requests = batches(
  kind === 'same'
    ? browserRequest('/')
    : browserRequest(`/?n=${VARYING}`, `visitor=${VARYING}; theme=dark; lang=zh-CN`),
  1,
);

/** Connections of the application's own server. */
async function connect(application: Application): Promise<readonly MemoryConnection[]> {
  const server = await serve(application, { host: '127.0.0.1', port: 0 });
  const connections = Array.from({ length: CONNECTIONS }, () => new MemoryConnection());
  for (const connection of connections) server.accept(connection);
  return connections;
}

/** Microseconds of CPU a request: of all threads, until the last line is in the file. */
async function micros(connections: readonly MemoryConnection[]): Promise<number> {
  const before = process.cpuUsage();
  for (let sent = 0; sent < REQUESTS;) {
    for (const connection of connections) connection.ask(requests[sent++ % requests.length]!);
    await nextTurn();
  }
  await sink.flush();
  const { user, system } = process.cpuUsage(before);
  truncateSync(path);
  return (user + system) / REQUESTS;
}

const without = await connect(hello);
const logged = await connect(accessLog({ format, sink })(hello));
const found: Turns[] = [];
let before = await micros(without);
for (let turn = -COMPILING; turn < Number(turns); turn += 1) {
  const cost = await micros(logged);
  const after = await micros(without);
  if (turn >= 0) found.push({ without: Math.max(before, after), extra: cost - (before + after) / 2 });
  before = after;
}
for (const { answer } of [...without, ...logged]) {
  if (!answer.startsWith('HTTP/1.1 200 OK\r\n')) throw new Error(`the answer was ${JSON.stringify(answer)}`);
}
console.log(JSON.stringify(extraCost(found)));
process.exit();
