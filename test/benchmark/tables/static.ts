// Files: what they cost beside others' servers, how fast big ones go, and what is left in memory of very many.

import { spawnSync } from 'node:child_process';
import { browserRequest } from '../harness/browser-request.ts';
import { compareCpu, type CpuResult, type Mode } from '../harness/compare-cpu.ts';
import { eachInTurn, type Failures } from '../harness/each-in-turn.ts';
import { folderOf, manyFiles } from '../harness/folder-of-files.ts';
import { disturbanceNote, spreadText, wholeText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import { startServer, type Contestant, type Memory } from '../harness/server-process.ts';
import { ratio, spread, type Rounds } from '../harness/statistics.ts';
import { walk } from '../harness/walk.ts';

const MEBIBYTE = 1024 * 1024;
const SMALL = 'x'.repeat(4096);
const BIG = 'x'.repeat(MEBIBYTE);
const WALKED = 100_000;

/** Memory before any file, after as many as are walked over, and after as many others. */
interface Walked {
  readonly start: Memory;
  readonly before: Memory;
  readonly after: Memory;
}

/** Who serves a folder. */
interface Contestants {
  readonly tsgi: Contestant;
  readonly sirv: Contestant;
  readonly fastify: Contestant;
  /** Where it is installed. */
  readonly nginx: Contestant | undefined;
}

/** CPU a request and throughput of files, and memory of many. */
export const files: Table = {
  name: 'static',
  async run(bench: Bench): Promise<Report> {
    using folder = folderOf({ 'small.html': SMALL, 'big.html': BIG });
    const contestants = serving(folder.path);
    const all = Object.values(contestants).filter((contestant) => contestant !== undefined);
    const withCeiling = [...all, ceiling(folder.path, 'big.html')];

    const small: Mode = { name: 'a file of 4 KiB', load: load('/small.html', 64) };
    // How fast bytes come depends on both cores, and on what else uses the machine's memory: it takes more turns to tell.
    const big: Mode = { name: 'a file of 1 MiB', load: load('/big.html', 16), turns: 3 };
    const cpu = await compareCpu(bench, { contestants: all, modes: [small], expected: answer(SMALL) });
    const transfer = await compareCpu(bench, { contestants: withCeiling, modes: [big], expected: answer(BIG) });
    const memory = await walked(bench);
    return {
      sections: [
        section(cpu, small, all, contestants),
        section(transfer, big, withCeiling, contestants),
        ...memory.sections,
      ],
      bars: [...cpuBars(cpu, small, contestants), ...transferBars(transfer, big, contestants), ...memory.bars],
      failures: [...cpu.failures, ...transfer.failures, ...memory.failures],
    };
  },
};

function serving(folder: string): Contestants {
  const server = (name: string, program: string): Contestant => ({
    name,
    program: new URL(`../servers/${program}.ts`, import.meta.url),
    args: [folder],
  });
  const hasNginx = spawnSync('nginx', ['-v']).error === undefined && process.platform === 'linux';
  return {
    tsgi: server('**`@tsgi/static`** on `@tsgi/server`', 'static-tsgi'),
    sirv: server('sirv on `node:http`', 'static-sirv'),
    fastify: server('@fastify/static on Fastify', 'static-fastify'),
    nginx: hasNginx ? server('nginx', 'static-nginx') : undefined,
  };
}

/** What Node itself makes of a file that is in memory. Not one of the peers: it answers one constant. */
function ceiling(folder: string, name: string): Contestant {
  return {
    name: 'ceiling: one constant, one write, on bare `node:net`',
    program: new URL('../servers/net-file.ts', import.meta.url),
    args: [folder, name],
  };
}

function load(target: string, connections: number): Mode['load'] {
  return { connections, depth: 1, request: browserRequest(target) };
}

function answer(body: string): { head: string[]; body: string } {
  return { head: ['HTTP/1.1 200 OK', 'Content-Type: text/html', `Content-Length: ${body.length}`, 'Date:'], body };
}

function section(result: CpuResult, mode: Mode, all: readonly Contestant[], { tsgi, nginx }: Contestants): Section {
  const bytes = mode.load.request.includes('big') ? MEBIBYTE : SMALL.length;
  return {
    title: `Files: ${mode.name}, ${mode.load.connections} connections`,
    columns: [
      'server',
      'µs CPU a request',
      '× TSGI',
      'requests a second',
      'MiB a second',
      'its core',
      'the client’s core',
    ],
    rows: all.map((contestant) => {
      const micros = result.micros(mode, contestant);
      const perSecond = result.perSecond(mode, contestant);
      return [
        contestant.name,
        spreadText(spread(micros), 1),
        spreadText(ratio(micros, result.micros(mode, tsgi)), 2),
        wholeText(spread(perSecond)),
        wholeText(spread(perSecond.map((count) => count && (count * bytes) / MEBIBYTE))),
        spreadText(spread(result.serverCore(mode, contestant)), 2),
        spreadText(spread(result.loadCore(mode, contestant)), 2),
      ];
    }),
    note: [
      disturbanceNote(result.disturbed(mode), result.micros(mode, tsgi).length),
      nginx === undefined ? 'Without nginx: it is not installed.' : '',
    ]
      .filter((note) => note !== '')
      .join(' '),
  };
}

function cpuBars(result: CpuResult, mode: Mode, { tsgi, sirv, fastify, nginx }: Contestants): Bar[] {
  const bar = (name: string, other: Contestant | undefined, limit: number): Bar => ({
    claim: `CPU a request, ${mode.name}: \`@tsgi/static\` ÷ ${name}`,
    limit,
    measured: other && ratio(result.micros(mode, tsgi), result.micros(mode, other)),
  });
  return [bar('sirv', sirv, 0.6), bar('@fastify/static', fastify, 0.6), bar('nginx', nginx, 1.5)];
}

function transferBars(result: CpuResult, mode: Mode, { tsgi, sirv, fastify, nginx }: Contestants): Bar[] {
  const mine = result.perSecond(mode, tsgi);
  const best = (others: readonly (Contestant | undefined)[]): Rounds =>
    mine.map((_, round) => {
      const seen = others.map((other) => other && result.perSecond(mode, other)[round]);
      const measured = seen.filter((value) => value !== undefined);
      return measured.length === 0 ? undefined : Math.max(...measured);
    });
  const bar = (name: string, others: readonly (Contestant | undefined)[], limit?: number): Bar => ({
    claim: `bytes a second that a client gets, ${mode.name}: \`@tsgi/static\` ÷ ${name}`,
    limit,
    least: true,
    measured: ratio(mine, best(others)),
  });
  return [
    bar('the best of them', [sirv, fastify, nginx], 1),
    bar('nginx', [nginx]),
    bar('the best of sirv and @fastify/static', [sirv, fastify]),
    {
      claim: `bytes a second of the server’s CPU, ${mode.name}: \`@tsgi/static\` ÷ nginx`,
      limit: undefined,
      least: true,
      measured: nginx && ratio(result.micros(mode, nginx), result.micros(mode, tsgi)),
    },
  ];
}

/** Memory of the server before and after it has served very many files, each once; as many others came before. */
async function walked(bench: Bench): Promise<{ sections: Section[]; bars: Bar[]; failures: string[] }> {
  using folder = folderOf({});
  const paths = manyFiles(folder.path, 2 * WALKED);
  const { tsgi } = serving(folder.path);
  const failures: Failures = new Map();
  bench.progress(`a walk over ${2 * WALKED} files`);
  const seen = await eachInTurn([[tsgi, tsgi]], failures, async (contestant) => {
    await using server = await startServer(contestant, bench.cores.server, ['--expose-gc']);
    const start = await server.memory();
    await walk(server.port, paths.slice(0, WALKED));
    const before = await server.memory();
    await walk(server.port, paths.slice(WALKED));
    const after = await server.memory();
    return { start, before, after };
  });
  const mine = seen.get(tsgi);
  const many = WALKED.toLocaleString('en');
  const bar = (kind: string, of: keyof Memory, limit?: number): Bar => {
    const grown = mine && mine.after[of] / mine.before[of];
    return {
      claim: `${kind} after ${many} files ÷ before, where ${many} others came first: \`@tsgi/static\``,
      limit,
      measured: grown === undefined ? undefined : { median: grown, min: grown, max: grown },
    };
  };
  return {
    sections: mine === undefined ? [] : [walkSection(many, tsgi, mine)],
    bars: [bar('memory that is filled', 'heap', 1.1), bar('resident memory', 'resident')],
    failures: [...failures.values()],
  };
}

function mebibytes({ resident, heap }: Memory): string {
  return `${(resident / MEBIBYTE).toFixed(1)} (${(heap / MEBIBYTE).toFixed(1)})`;
}

function walkSection(many: string, { name }: Contestant, { start, before, after }: Walked): Section {
  return {
    title: `Memory of a walk over files of 1 KB, each once`,
    columns: ['server', 'at the start, MiB', `after ${many}, MiB`, `after ${many} others, MiB`],
    rows: [[name, mebibytes(start), mebibytes(before), mebibytes(after)]],
    note: 'Resident memory, of which the allocator keeps some for later, and in parentheses what JavaScript objects and buffers fill.',
  };
}
