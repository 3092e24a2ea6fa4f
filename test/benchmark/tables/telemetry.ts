// What the other layers of `@tsgi/logging` cost: each over the hello application, less the application without.

import { browserRequest } from '../harness/browser-request.ts';
import { compareCpu, type CpuResult, type Mode } from '../harness/compare-cpu.ts';
import { disturbanceNote, spreadText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import type { Contestant } from '../harness/server-process.ts';
import { difference, ratio, spread } from '../harness/statistics.ts';
import { HELLO_TEXT, HELLO_TYPE } from '../servers/hello-answer.ts';

const tsgi: Contestant = { name: '`@tsgi/server`', program: server('tsgi-hello') };
const http: Contestant = { name: '`node:http`', program: server('node-http') };
const measured = layer('metrics');
const layers = [
  layer('requestId'),
  layer('traceContext'),
  measured,
  layer('metrics, prom-client'),
  layer('serverTiming'),
  layer('loggers'),
  layer('loggers, ambient'),
  layer('loggers, a line'),
];
const peer: Contestant = { name: 'one histogram of `prom-client`', program: server('node-http-measured') };
const contestants = [tsgi, ...layers, http, peer];

const mode: Mode = { name: 'keep-alive', load: { connections: 64, depth: 1, request: browserRequest('/') } };
const expected = {
  head: ['HTTP/1.1 200 OK', `Content-Type: ${HELLO_TYPE}`, `Content-Length: ${Buffer.byteLength(HELLO_TEXT)}`, 'Date:'],
  body: HELLO_TEXT,
};

/** CPU that ids, traces, metrics and loggers cost each exchange. */
export const telemetry: Table = {
  name: 'telemetry',
  async run(bench: Bench): Promise<Report> {
    const result = await compareCpu(bench, { contestants, modes: [mode], expected });
    return { sections: [section(result)], bars: [bar(result)], failures: result.failures };
  },
};

function section(result: CpuResult): Section {
  return {
    title: `Telemetry: CPU a request, ${mode.name}, ${mode.load.connections} connections`,
    columns: ['layer', 'µs a request', 'µs of these for the layer'],
    rows: contestants.map((contestant) => {
      const micros = result.micros(mode, contestant);
      const bare = contestant === tsgi || contestant === http;
      return [
        contestant.name,
        spreadText(spread(micros), 1),
        bare ? '—' : spreadText(spread(difference(micros, result.micros(mode, contestant === peer ? http : tsgi))), 1),
      ];
    }),
    note: disturbanceNote(result.disturbed(mode), result.micros(mode, tsgi).length),
  };
}

function bar(result: CpuResult): Bar {
  return {
    claim: `cost: four metrics of ${measured.name} ÷ ${peer.name} over \`node:http\``,
    limit: undefined,
    measured: ratio(
      difference(result.micros(mode, measured), result.micros(mode, tsgi)),
      difference(result.micros(mode, peer), result.micros(mode, http)),
    ),
  };
}

function layer(name: string): Contestant {
  return {
    name: `**\`${name.replace(/,.*/, '')}\`**${/,.*/.exec(name)?.[0] ?? ''}`,
    program: server('tsgi-telemetry'),
    args: [name],
  };
}

function server(name: string): URL {
  return new URL(`../servers/${name}.ts`, import.meta.url);
}
