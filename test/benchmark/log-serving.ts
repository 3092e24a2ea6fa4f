// What an access log costs a request of a whole server: `node log-serving.ts <format> <same|different> <seconds> [core]`.
// One process, with the log and without in turn, while a load generator on `core` keeps it busy. Prints an `ExtraCost`
// in microseconds of CPU, as JSON.

import { truncateSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Application } from '@tsgi/contract';
import { accessLog, fileSink } from '@tsgi/logging';
import { serve } from '@tsgi/server';
import { browserRequest } from './harness/browser-request.ts';
import { extraCost, type Turns } from './harness/extra-cost.ts';
import { pickLoadGenerator, VARYING } from './harness/load-generator.ts';
import { HELLO_TEXT, HELLO_TYPE } from './servers/hello-answer.ts';
import { logFile } from './servers/log-file.ts';

/** Long enough for hundreds of requests and some batches of lines; short enough for the machine to stay as fast as it is. */
const TURN_MS = 5;
/** Turns in which functions are compiled; half of all, where that is less. */
const COMPILING = 400;

const [format = 'combined', kind = 'same', seconds = '5', core] = process.argv.slice(2);
const path = logFile();
const sink = fileSink(path);
let [isLogged, answered, recorded] = [false, 0, 0];

const hello: Application = (_environ, startResponse) => {
  answered += 1;
  startResponse('200 OK', [['Content-Type', HELLO_TYPE]]);
  return [HELLO_TEXT];
};
const logged = accessLog({ format, sink })(hello);
const application: Application = (environ, startResponse) => {
  if (!isLogged) return hello(environ, startResponse);
  recorded += 1;
  return logged(environ, startResponse);
};

interface Turn {
  /** Microseconds of CPU, of all threads. */
  readonly micros: number;
  readonly answered: number;
  readonly recorded: number;
}

/** A turn with the log is over when its last line is in the file. */
async function turn(withLog: boolean): Promise<Turn> {
  [isLogged, answered, recorded] = [withLog, 0, 0];
  const before = process.cpuUsage();
  await delay(TURN_MS);
  isLogged = false;
  await sink.flush();
  const { user, system } = process.cpuUsage(before);
  truncateSync(path);
  return { micros: user + system, answered, recorded };
}

const server = await serve(application, { host: '127.0.0.1', port: 0 });
const request =
  kind === 'same'
    ? browserRequest('/')
    : browserRequest(`/?n=${VARYING}`, `visitor=${VARYING}; theme=dark; lang=zh-CN`);
const load = pickLoadGenerator(core).run({ connections: 64, depth: 1, request }, server.port, Number(seconds));
const clients = { areBusy: true };
const end = (): boolean => (clients.areBusy = false);
load.then(end, end);

const perRequest = (each: Turn): number => each.micros / each.answered;
const found: Turns[] = [];
await turn(false);
let bare = await turn(false);
while (clients.areBusy) {
  const logs = await turn(true);
  const after = await turn(false);
  // While the load begins or ends there may be no request in a turn, and so no cost of one.
  if (Math.min(bare.answered, logs.recorded, after.answered) > 0) {
    const extra = logs.micros - (logs.answered * (perRequest(bare) + perRequest(after))) / 2;
    found.push({ without: Math.max(perRequest(bare), perRequest(after)), extra: extra / logs.recorded });
  }
  bare = after;
}
await load;
// In the last the load ended.
console.log(JSON.stringify(extraCost(found.slice(Math.min(COMPILING, found.length >> 1), -1))));
process.exit();
