// The hello application: what the reference server costs beside doing nothing (`node:net`) and beside `node:http`.

import { browserRequest } from '../harness/browser-request.ts';
import { compareCpu, type CpuResult, type Mode } from '../harness/compare-cpu.ts';
import { VARYING } from '../harness/load-generator.ts';
import { disturbanceNote, spreadText, wholeText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import type { Contestant } from '../harness/server-process.ts';
import { ratio, spread, type Rounds } from '../harness/statistics.ts';
import { HELLO_TEXT, HELLO_TYPE } from '../servers/hello-answer.ts';

const floor: Contestant = { name: 'constant bytes on `node:net`', program: server('net-constant') };
const tsgi: Contestant = { name: '**`@tsgi/server`**', program: server('tsgi-hello') };
const http: Contestant = { name: '`node:http`', program: server('node-http') };
const contestants = [floor, tsgi, http];

const request = browserRequest('/');
// As on a connection from a proxy, where every request is another client's: the target and one of the headers differ.
const other = browserRequest(`/?n=${VARYING}`, `visitor=${VARYING}; theme=dark; lang=zh-CN`);
// The floor reads nothing, so that other requests are all the same to it.
const readers = [tsgi, http];

const keepAlive: Mode = { name: 'keep-alive', load: { connections: 64, depth: 1, request } };
const keepAliveOther: Mode = {
  name: 'keep-alive, every request different',
  load: { connections: 64, depth: 1, request: other },
  contestants: readers,
};
const pipelined: Mode = { name: 'pipelined 16 deep', load: { connections: 64, depth: 16, request } };
const pipelinedOther: Mode = {
  name: 'pipelined 16 deep, every request different',
  load: { connections: 64, depth: 16, request: other },
  contestants: readers,
};
const modes = [keepAlive, keepAliveOther, pipelined, pipelinedOther];

const expected = {
  head: ['HTTP/1.1 200 OK', `Content-Type: ${HELLO_TYPE}`, `Content-Length: ${Buffer.byteLength(HELLO_TEXT)}`, 'Date:'],
  body: HELLO_TEXT,
};

/** CPU a request of the hello application, keep-alive and pipelined. */
export const hello: Table = {
  name: 'hello',
  async run(bench: Bench): Promise<Report> {
    const result = await compareCpu(bench, { contestants, modes, expected });
    return {
      sections: modes.map((mode) => section(result, mode)),
      bars: [
        bar(result, keepAlive, http, 0.75),
        bar(result, keepAliveOther, http),
        bar(result, pipelined, http, 0.2),
        bar(result, pipelinedOther, http),
        bar(result, keepAlive, floor, 1.35),
        bar(result, keepAliveOther, floor),
      ],
      failures: result.failures,
    };
  },
};

function section(result: CpuResult, mode: Mode): Section {
  return {
    title: `Hello: CPU a request, ${mode.name}, ${mode.load.connections} connections`,
    columns: ['server', 'µs a request', '× `node:http`', '× constant bytes', 'requests a second, one core'],
    rows: (mode.contestants ?? contestants).map((contestant) => {
      const micros = result.micros(mode, contestant);
      return [
        contestant.name,
        spreadText(spread(micros), 1),
        spreadText(ratio(micros, result.micros(mode, http)), 2),
        spreadText(ratio(micros, floorMicros(result, mode)), 2),
        wholeText(spread(result.perSecond(mode, contestant))),
      ];
    }),
    note: disturbanceNote(result.disturbed(mode), result.micros(mode, http).length),
  };
}

function bar(result: CpuResult, mode: Mode, against: Contestant, limit?: number): Bar {
  return {
    claim: `CPU a request, ${mode.name}: \`@tsgi/server\` ÷ ${against.name}`,
    limit,
    measured: ratio(
      result.micros(mode, tsgi),
      against === floor ? floorMicros(result, mode) : result.micros(mode, against),
    ),
  };
}

/** What the floor cost in the same round, with as many requests in a write. */
function floorMicros(result: CpuResult, { load }: Mode): Rounds {
  return result.micros(load.depth === 1 ? keepAlive : pipelined, floor);
}

function server(name: string): URL {
  return new URL(`../servers/${name}.ts`, import.meta.url);
}
