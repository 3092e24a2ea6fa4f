// The hello application: what the reference server costs beside doing nothing (`node:net`) and beside `node:http`.

import { browserRequest } from '../harness/browser-request.ts';
import { compareCpu, type CpuResult, type Mode } from '../harness/compare-cpu.ts';
import { disturbanceNote, spreadText, wholeText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import type { Contestant } from '../harness/server-process.ts';
import { ratio, spread } from '../harness/statistics.ts';
import { HELLO_TEXT, HELLO_TYPE } from '../servers/hello-answer.ts';

const floor: Contestant = { name: 'constant bytes on `node:net`', program: server('net-constant') };
const tsgi: Contestant = { name: '**`@tsgi/server`**', program: server('tsgi-hello') };
const http: Contestant = { name: '`node:http`', program: server('node-http') };
const contestants = [floor, tsgi, http];

const request = browserRequest('/');
const keepAlive: Mode = { name: 'keep-alive', load: { connections: 64, depth: 1, request } };
const pipelined: Mode = { name: 'pipelined 16 deep', load: { connections: 64, depth: 16, request } };
const modes = [keepAlive, pipelined];

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
        bar(result, pipelined, http, 0.2),
        bar(result, keepAlive, floor, 1.35),
      ],
      failures: result.failures,
    };
  },
};

function section(result: CpuResult, mode: Mode): Section {
  return {
    title: `Hello: CPU a request, ${mode.name}, ${mode.load.connections} connections`,
    columns: ['server', 'µs a request', '× `node:http`', '× constant bytes', 'requests a second, one core'],
    rows: contestants.map((contestant) => {
      const micros = result.micros(mode, contestant);
      return [
        contestant.name,
        spreadText(spread(micros), 1),
        spreadText(ratio(micros, result.micros(mode, http)), 2),
        spreadText(ratio(micros, result.micros(mode, floor)), 2),
        wholeText(spread(result.perSecond(mode, contestant))),
      ];
    }),
    note: disturbanceNote(result.disturbed(mode), result.micros(mode, http).length),
  };
}

function bar(result: CpuResult, mode: Mode, against: Contestant, limit: number): Bar {
  return {
    claim: `CPU a request, ${mode.name}: \`@tsgi/server\` ÷ ${against.name}`,
    limit,
    measured: ratio(result.micros(mode, tsgi), result.micros(mode, against)),
  };
}

function server(name: string): URL {
  return new URL(`../servers/${name}.ts`, import.meta.url);
}
