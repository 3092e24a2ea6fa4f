// A page that reads a session: CPU a request, beside express-session and iron-session, each on its own server.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sealData } from 'iron-session';
import { sealedStore } from '@tsgi/sessions';
import { browserRequest } from '../harness/browser-request.ts';
import { compareCpu, type CpuResult, type Mode } from '../harness/compare-cpu.ts';
import { pinned } from '../harness/cores.ts';
import { disturbanceNote, spreadText, wholeText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import type { Contestant } from '../harness/server-process.ts';
import { ratio, spread, type Rounds } from '../harness/statistics.ts';
import { expressCookie, SESSION_DATA, SESSION_ID, SESSION_SECRET, SESSION_TEXT } from '../servers/session-page.ts';

const sealed: Contestant = { name: '**`@tsgi/sessions`**, sealed', program: server('tsgi-session') };
const memory: Contestant = {
  name: '**`@tsgi/sessions`**, `memoryStore()`',
  program: server('tsgi-session'),
  args: ['memory'],
};
const express: Contestant = { name: 'express-session, `MemoryStore`, on Express', program: server('express-session') };
const iron: Contestant = { name: 'iron-session, on `node:http`', program: server('iron-session') };
const contestants = [sealed, memory, express, iron];

const expected = { head: ['HTTP/1.1 200 OK', 'Content-Type: text/plain; charset=utf-8', 'Date:'], body: SESSION_TEXT };

/** What a page costs that reads the session of a client that has been there before. */
export const sessionTable: Table = {
  name: 'sessions',
  async run(bench: Bench): Promise<Report> {
    // Each has a cookie of its own: a mode for each, in the same rounds.
    const modes = new Map(
      await Promise.all(contestants.map(async (each) => [each, modeOf(each, await cookieOf(each))] as const)),
    );
    const result = await compareCpu(bench, { contestants, modes: [...modes.values()], expected });
    const micros = (contestant: Contestant): Rounds => result.micros(modes.get(contestant)!, contestant);
    bench.progress('sessions: reading a sealed session by itself');
    const reading = await measureReading(bench);
    return {
      sections: [section(result, modes, micros), reading.section],
      bars: [
        ...[sealed, memory].flatMap((own) => [express, iron].map((other) => bar(own, other, micros))),
        ...reading.bars,
      ],
      failures: result.failures,
    };
  },
};

function modeOf(contestant: Contestant, cookie: string): Mode {
  const request = browserRequest('/', `theme=dark; ${cookie}; lang=zh-CN`);
  return {
    name: `sessions, ${contestant.name}`,
    load: { connections: 64, depth: 1, request },
    contestants: [contestant],
  };
}

async function cookieOf(contestant: Contestant): Promise<string> {
  switch (contestant) {
    case express:
      return expressCookie();
    case iron:
      return `session=${await sealData(SESSION_DATA, { password: SESSION_SECRET })}`;
    case memory:
      return `session=${SESSION_ID}`;
    default:
      return `session=${await seal()}`;
  }
}

/** The seal that the client of the sealed session comes back with. */
async function seal(): Promise<string> {
  const createdAt = Date.now();
  const session = { id: SESSION_ID, version: 1, data: JSON.stringify(SESSION_DATA), createdAt };
  const store = sealedStore({ secrets: SESSION_SECRET });
  return (await store.write({ ...session, expiresAt: createdAt + 86_400_000 })) ?? '';
}

function section(result: CpuResult, modes: ReadonlyMap<Contestant, Mode>, micros: (of: Contestant) => Rounds): Section {
  return {
    title: 'Sessions: CPU a page that reads the session of a returning client, keep-alive, 64 connections',
    columns: ['server', 'µs a request', '× express-session', '× iron-session', 'requests a second, one core'],
    rows: contestants.map((contestant) => [
      contestant.name,
      spreadText(spread(micros(contestant)), 1),
      spreadText(ratio(micros(contestant), micros(express)), 2),
      spreadText(ratio(micros(contestant), micros(iron)), 2),
      wholeText(spread(result.perSecond(modes.get(contestant)!, contestant))),
    ]),
    note: disturbanceNote(Math.max(...modes.values().map((mode) => result.disturbed(mode))), micros(sealed).length),
  };
}

function bar(own: Contestant, other: Contestant, micros: (of: Contestant) => Rounds): Bar {
  return {
    claim: `CPU a page that reads a session: ${own.name.replaceAll('*', '')} ÷ ${other.name}`,
    limit: 0.6,
    measured: ratio(micros(own), micros(other)),
  };
}

/** What came out of session-reading.ts, a number a round. */
interface Reading {
  readonly again: readonly number[];
  readonly anew: readonly number[];
}

async function measureReading(bench: Bench): Promise<{ readonly section: Section; readonly bars: readonly Bar[] }> {
  const program = fileURLToPath(new URL('../session-reading.ts', import.meta.url));
  const turns = bench.seconds * 20;
  const [command, args] = pinned(bench.cores.server, process.execPath, [program, `${bench.rounds}`, `${turns}`]);
  const { stdout } = await promisify(execFile)(command, args);
  const { again, anew } = JSON.parse(stdout) as Reading;
  return {
    section: {
      title: 'Sessions: reading a sealed session of 150 bytes',
      columns: ['session', 'µs more than the same page without a session'],
      rows: [
        ['of a client that comes back', spreadText(spread(again), 2)],
        ['never seen before', spreadText(spread(anew), 2)],
      ],
      note: 'All that the layer does for a page that reads: cookie, seal, the session, `Vary` and `Cache-Control`.',
    },
    bars: [
      { claim: 'µs to read the sealed session of a client that comes back', limit: 2, measured: spread(again) },
      { claim: 'µs to read a sealed session never seen before', limit: 30, measured: spread(anew) },
    ],
  };
}

function server(name: string): URL {
  return new URL(`../servers/${name}.ts`, import.meta.url);
}
