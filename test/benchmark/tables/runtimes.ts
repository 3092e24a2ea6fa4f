// The hello application on Bun and on Deno: what TSGI costs over a bare handler, beside what Hono costs.

import path from 'node:path';

import { browserRequest } from '../harness/browser-request.ts';
import { compareCpu, type CpuResult, type Mode } from '../harness/compare-cpu.ts';
import { disturbanceNote, spreadText, wholeText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import type { Contestant } from '../harness/server-process.ts';
import { ratio, spread } from '../harness/statistics.ts';
import { HELLO_TEXT, HELLO_TYPE } from '../servers/hello-answer.ts';

interface Trio {
  readonly runtime: string;
  readonly bare: Contestant;
  /** Bare, but for reading what an environ needs: no gateway that gives applications their fields gets far below it. */
  readonly reads: Contestant;
  readonly tsgi: Contestant;
  readonly hono: Contestant;
}

const bun = trio('Bun', ['node_modules/bun/bin/bun.exe', 'run']);
const deno = trio('Deno', ['node_modules/deno/deno', 'run', '--allow-all', '--quiet']);
const trios = [bun, deno];

const fromBrowser: Mode = {
  name: "a browser's request",
  load: { connections: 64, depth: 1, request: browserRequest('/') },
};
/** What programs send, as load generators and health checks do. */
const fromProgram: Mode = {
  name: "a program's request",
  load: {
    connections: 64,
    depth: 1,
    request: 'GET / HTTP/1.1\r\nHost: bench.example:8002\r\nUser-Agent: program/1.0\r\n\r\n',
  },
};
const modes = [fromBrowser, fromProgram];
const expected = { head: ['HTTP/1.1 200 OK', `Content-Type: ${HELLO_TYPE}`], body: HELLO_TEXT };

/** CPU a request of the hello application on other runtimes than Node. */
export const runtimes: Table = {
  name: 'runtimes',
  async run(bench: Bench): Promise<Report> {
    const contestants = trios.flatMap(({ bare, reads, tsgi, hono }) => [bare, reads, tsgi, hono]);
    const result = await compareCpu(bench, { contestants, modes, expected });
    return {
      sections: modes.flatMap((mode) => trios.map((each) => section(result, mode, each))),
      bars: modes.flatMap((mode) =>
        trios.flatMap(({ bare, reads, tsgi, hono }) => [
          bar(result, mode, tsgi, bare, 1.25),
          bar(result, mode, tsgi, hono, 1),
          bar(result, mode, tsgi, reads, undefined),
        ]),
      ),
      failures: result.failures,
    };
  },
};

function trio(runtime: string, [program = '', ...flags]: readonly string[]): Trio {
  const command = [path.join(import.meta.dirname, '../../..', program), ...flags];
  const handler = new URL('../servers/runtime-handler.ts', import.meta.url);
  return {
    runtime,
    bare: { name: `bare \`${runtime}.serve\``, program: handler, command },
    tsgi: {
      name: `**\`@tsgi/fetch/${runtime.toLowerCase()}\`**`,
      program: new URL('../servers/runtime-tsgi.ts', import.meta.url),
      command,
    },
    reads: {
      name: `bare \`${runtime}.serve\` that reads address, URL and fields`,
      program: handler,
      command,
      args: ['reads'],
    },
    hono: { name: `Hono, on ${runtime}`, program: handler, command, args: ['hono'] },
  };
}

function section(result: CpuResult, mode: Mode, { runtime, bare, reads, tsgi, hono }: Trio): Section {
  return {
    title: `On ${runtime}: CPU a request, ${mode.name}, keep-alive, ${mode.load.connections} connections`,
    columns: ['server', 'µs a request', `× bare \`${runtime}.serve\``, 'requests a second, one core'],
    rows: [bare, reads, tsgi, hono].map((contestant) => {
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

function bar(result: CpuResult, mode: Mode, tsgi: Contestant, against: Contestant, limit: number | undefined): Bar {
  return {
    claim: `CPU a request, ${mode.name}: ${tsgi.name} ÷ ${against.name}`,
    limit,
    measured: ratio(result.micros(mode, tsgi), result.micros(mode, against)),
  };
}
