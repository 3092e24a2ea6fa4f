// The hello application on Node's own server: what TSGI costs over bare `node:http`, beside what Hono and Fastify cost;
// and Hono as an application on the reference server, beside its own adapter.

import { browserRequest } from '../harness/browser-request.ts';
import { compareCpu, type CpuResult, type Mode } from '../harness/compare-cpu.ts';
import { VARYING } from '../harness/load-generator.ts';
import { disturbanceNote, spreadText, wholeText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import type { Contestant } from '../harness/server-process.ts';
import { ratio, spread } from '../harness/statistics.ts';
import { HELLO_TEXT, HELLO_TYPE } from '../servers/hello-answer.ts';

const bare: Contestant = { name: 'bare `node:http`', program: server('node-http') };
const tsgi: Contestant = { name: '`@tsgi/node`', program: server('tsgi-node-hello') };
const hono: Contestant = { name: 'Hono, by `@hono/node-server`', program: server('hono-node') };
const fastify: Contestant = { name: 'Fastify', program: server('fastify-node') };
const environs: Contestant = { name: '`node:http` that makes environs', program: server('node-http-environs') };
const honoInTsgi: Contestant = { name: 'Hono, by `fromFetch` on `@tsgi/server`', program: server('hono-tsgi') };
const honoNative: Contestant = { ...honoInTsgi, name: 'Hono, by `fromFetch` with `nativeRequests`', args: ['native'] };
const contestants = [bare, environs, tsgi, hono, fastify, honoInTsgi, honoNative];

const same: Mode = { name: 'keep-alive', load: { connections: 64, depth: 1, request: browserRequest('/') } };
const other: Mode = {
  name: 'keep-alive, every request different',
  load: {
    connections: 64,
    depth: 1,
    request: browserRequest(`/?n=${VARYING}`, `visitor=${VARYING}; theme=dark; lang=zh-CN`),
  },
};
const modes = [same, other];

const expected = {
  head: ['HTTP/1.1 200 OK', `Content-Type: ${HELLO_TYPE}`, `Content-Length: ${Buffer.byteLength(HELLO_TEXT)}`, 'Date:'],
  body: HELLO_TEXT,
};

/** CPU a request of the hello application over `node:http`, and of Hono on the reference server. */
export const servers: Table = {
  name: 'servers',
  async run(bench: Bench): Promise<Report> {
    const result = await compareCpu(bench, { contestants, modes, expected });
    return {
      sections: modes.map((mode) => section(result, mode)),
      bars: modes.flatMap((mode) => [
        bar(result, mode, tsgi, bare, 1.1),
        bar(result, mode, tsgi, hono, 1),
        bar(result, mode, tsgi, fastify, 1),
        bar(result, mode, honoInTsgi, hono, 1),
      ]),
      failures: result.failures,
    };
  },
};

function section(result: CpuResult, mode: Mode): Section {
  return {
    title: `Over \`node:http\`: CPU a request, ${mode.name}, ${mode.load.connections} connections`,
    columns: ['server', 'µs a request', '× bare `node:http`', 'requests a second, one core'],
    rows: contestants.map((contestant) => {
      const micros = result.micros(mode, contestant);
      return [
        contestant.name,
        spreadText(spread(micros), 1),
        spreadText(ratio(micros, result.micros(mode, bare)), 2),
        wholeText(spread(result.perSecond(mode, contestant))),
      ];
    }),
    note: disturbanceNote(result.disturbed(mode), result.micros(mode, bare).length),
  };
}

function bar(result: CpuResult, mode: Mode, of: Contestant, against: Contestant, limit: number): Bar {
  return {
    claim: `CPU a request, ${mode.name}: ${of.name} ÷ ${against.name}`,
    limit,
    measured: ratio(result.micros(mode, of), result.micros(mode, against)),
  };
}

function server(name: string): URL {
  return new URL(`../servers/${name}.ts`, import.meta.url);
}
