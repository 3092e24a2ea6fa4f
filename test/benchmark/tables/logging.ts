// What an access log costs: each server with one, less the same server without, in the same round.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { browserRequest } from '../harness/browser-request.ts';
import { calmestOfTwo } from '../harness/calmest.ts';
import { compareCpu, type CpuResult, type Mode } from '../harness/compare-cpu.ts';
import { pinned } from '../harness/cores.ts';
import { DISTURBED } from '../harness/disturbance.ts';
import type { ExtraCost } from '../harness/extra-cost.ts';
import { VARYING } from '../harness/load-generator.ts';
import { disturbanceNote, spreadText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import type { Contestant } from '../harness/server-process.ts';
import { difference, ratio, spread, type Rounds } from '../harness/statistics.ts';
import { HELLO_TEXT, HELLO_TYPE } from '../servers/hello-answer.ts';

const tsgi: Contestant = { name: '`@tsgi/server`', program: server('tsgi-hello') };
const http: Contestant = { name: '`node:http`', program: server('node-http') };
const combined = logged('**`accessLog`, combined**', 'tsgi-logged', 'combined');
const json = logged('**`accessLog`, JSON**', 'tsgi-logged', 'json');
const pino = logged('`pino-http`', 'node-http-logged', 'pino-http');
const morgan = logged('`morgan`, combined', 'node-http-logged', 'morgan');
const contestants = [tsgi, combined, json, http, pino, morgan];

/** Which server each is over. */
const OVER: ReadonlyMap<Contestant, Contestant> = new Map([
  [combined, tsgi],
  [json, tsgi],
  [pino, http],
  [morgan, http],
]);

const other = browserRequest(`/?n=${VARYING}`, `visitor=${VARYING}; theme=dark; lang=zh-CN`);
const keepAlive: Mode = {
  name: 'keep-alive',
  load: { connections: 64, depth: 1, request: browserRequest('/') },
};
const different: Mode = {
  name: 'keep-alive, every request different',
  load: { connections: 64, depth: 1, request: other },
};
const pipelined: Mode = {
  name: 'pipelined 16 deep',
  load: { connections: 64, depth: 16, request: browserRequest('/') },
};
const modes = [keepAlive, different, pipelined];

const expected = {
  head: ['HTTP/1.1 200 OK', `Content-Type: ${HELLO_TYPE}`, `Content-Length: ${Buffer.byteLength(HELLO_TEXT)}`, 'Date:'],
  body: HELLO_TEXT,
};

/** CPU that a record of each exchange costs, to a file. */
export const logging: Table = {
  name: 'logging',
  async run(bench: Bench): Promise<Report> {
    const result = await compareCpu(bench, { contestants, modes, expected });
    bench.progress('logging: what a record costs by itself, and in a whole server');
    const byItself = await measureInTurn(bench, BY_ITSELF);
    const inServer = await measureInTurn(bench, IN_A_SERVER);
    return {
      sections: [...modes.map((mode) => section(result, mode)), byItself.section, inServer.section],
      bars: [
        ...byItself.bars,
        ...inServer.bars,
        relative(result, combined, morgan),
        relative(result, json, pino),
        relative(result, json, morgan),
      ],
      failures: result.failures,
    };
  },
};

function section(result: CpuResult, mode: Mode): Section {
  return {
    title: `An access log: CPU a request, ${mode.name}, ${mode.load.connections} connections`,
    columns: ['server', 'µs a request', 'µs of these for the log'],
    rows: contestants.map((contestant) => [
      contestant.name,
      spreadText(spread(result.micros(mode, contestant)), 1),
      OVER.has(contestant) ? spreadText(spread(cost(result, mode, contestant)), 1) : '—',
    ]),
    note: disturbanceNote(result.disturbed(mode), result.micros(mode, http).length),
  };
}

function relative(result: CpuResult, contestant: Contestant, peer: Contestant): Bar {
  return {
    claim: `cost of the log: ${contestant.name} ÷ ${peer.name}`,
    limit: 0.5,
    measured: ratio(cost(result, keepAlive, contestant), cost(result, keepAlive, peer)),
  };
}

/** What a server takes beyond the one that it is over, in the same round. */
function cost(result: CpuResult, mode: Mode, contestant: Contestant): Rounds {
  return difference(result.micros(mode, contestant), result.micros(mode, OVER.get(contestant)!));
}

/** What a record costs, as one of the programs that measure it in one process, with the log and without in turn, finds it. */
interface InTurn {
  readonly program: string;
  readonly title: string;
  readonly note: string;
  readonly claim: string;
  /** The arguments behind the format and the kind of requests. */
  readonly args: (bench: Bench) => readonly string[];
}

const BY_ITSELF: InTurn = {
  program: '../log-writing.ts',
  title: 'An access log by itself: µs of CPU that a record of the hello application costs',
  note: 'Connections in memory to the reference server with the log, less those without; the file is written.',
  claim: 'µs of CPU that a record by itself costs',
  args: ({ seconds }) => [`${seconds * 160}`],
};
const IN_A_SERVER: InTurn = {
  program: '../log-serving.ts',
  title: 'An access log in a whole server: µs of CPU that a record of the hello application costs',
  note: 'One server process under load, which has the log and has it not in turn, every five milliseconds.',
  claim: 'µs of CPU a request that a record costs in a whole server',
  args: ({ seconds, cores }) => [`${seconds * 10}`, ...(cores.load === undefined ? [] : [cores.load])],
};

async function measureInTurn(
  bench: Bench,
  { program, title, note, claim, args }: InTurn,
): Promise<{ readonly section: Section; readonly bars: readonly Bar[] }> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const cases = FORMATS.flatMap((format) => KINDS.map((kind) => ({ format, kind, found: [] as ExtraCost[] })));
  /** How much slower the machine was than when the same server without a log cost least. */
  const slowness = (kind: string, { without }: ExtraCost): number => {
    const costs = cases.filter((each) => each.kind === kind).flatMap(({ found }) => found.map((each) => each.without));
    return without / Math.min(without, ...costs) - 1;
  };
  const calmest = calmestOfTwo(bench, Math.ceil((bench.rounds * cases.length) / 2));
  for (let round = 0; round < bench.rounds; round += 1) {
    for (const { format, kind, found } of cases) {
      const [command, all] = pinned(bench.cores.server, process.execPath, [file, format, kind, ...args(bench)]);
      const { result } = await calmest(async () => {
        const { stdout } = await promisify(execFile)(command, all);
        const costs = JSON.parse(stdout) as ExtraCost;
        return { result: costs, disturbance: slowness(kind, costs) };
      });
      found.push(result);
    }
  }
  const calm = cases.map(({ kind, found }) => found.filter((each) => slowness(kind, each) < DISTURBED));
  const disturbed = cases.length * bench.rounds - calm.flat().length;
  const of = (format: string, kind: string): Rounds => {
    const index = cases.findIndex((each) => each.format === format && each.kind === kind);
    return (calm[index]!.length > 0 ? calm : cases.map(({ found }) => found))[index]!.map(({ extra }) => extra);
  };
  return {
    section: {
      title,
      columns: ['format', 'the same request again and again', 'every request different'],
      rows: FORMATS.map((format) => [format, ...KINDS.map((kind) => spreadText(spread(of(format, kind)), 2))]),
      note:
        disturbed === 0
          ? note
          : `${note} ${disturbanceNote(disturbed, cases.length * bench.rounds)} They do not count where others were calm.`,
    },
    bars: [
      { claim: `${claim}, combined`, limit: 1.5, measured: spread(of('combined', 'same')) },
      { claim: `${claim}, JSON`, limit: 2, measured: spread(of('json', 'same')) },
    ],
  };
}

const FORMATS = ['combined', 'json'] as const;
const KINDS = ['same', 'different'] as const;

function logged(name: string, program: string, argument: string): Contestant {
  return { name, program: server(program), args: [argument] };
}

function server(name: string): URL {
  return new URL(`../servers/${name}.ts`, import.meta.url);
}
