// What an idle keep-alive connection costs: resident memory of the server before and after 10,000 of them.

import { browserRequest } from '../harness/browser-request.ts';
import { descriptorLimit } from '../harness/descriptor-limit.ts';
import { eachInTurn, type Failures } from '../harness/each-in-turn.ts';
import { idleMemory, type IdleMemory } from '../harness/idle-memory.ts';
import { spreadText, wholeText } from '../harness/markdown.ts';
import type { Bar, Bench, Report, Section, Table } from '../harness/report.ts';
import type { Contestant, Memory } from '../harness/server-process.ts';
import { ratio, spread, type Rounds } from '../harness/statistics.ts';

const tsgi: Contestant = { name: '**`@tsgi/server`**', program: new URL('../servers/tsgi-hello.ts', import.meta.url) };
const http: Contestant = { name: '`node:http`', program: new URL('../servers/node-http.ts', import.meta.url) };
const contestants = [tsgi, http];

const WANTED = 10_000;
// A measurement takes some seconds and varies by a percent or two: two rounds say as much as more.
const MOST_ROUNDS = 2;
const MEBIBYTE = 1024 * 1024;

/** What one round gave. */
type Turn = ReadonlyMap<Contestant, IdleMemory>;

/** Memory of idle keep-alive connections. */
export const memory: Table = {
  name: 'memory',
  async run(bench: Bench): Promise<Report> {
    const connections = Math.min(WANTED, descriptorLimit() - 200);
    const count = Math.min(bench.rounds, MOST_ROUNDS);
    const turns: Turn[] = [];
    const failures: Failures = new Map();

    for (let round = 1; round <= count; round += 1) {
      bench.progress(`round ${round} of ${count}: ${connections} idle connections`);
      const entrants = contestants.map((contestant) => [contestant, contestant] as const);
      const turn = await eachInTurn(entrants, failures, (contestant) => {
        const measure = () => idleMemory(bench, contestant, connections, browserRequest('/'));
        // A busy machine may open them more slowly than `node:http` lets them go again: a second try.
        return measure().catch(measure);
      });
      turns.push(turn);
    }
    return {
      sections: [section(turns, connections)],
      bars: [bar(turns, connections)],
      failures: [...failures.values()],
    };
  },
};

function section(turns: readonly Turn[], connections: number): Section {
  return {
    title: `Memory of ${connections.toLocaleString('en')} idle keep-alive connections`,
    columns: [
      'server',
      'RSS before, MiB',
      'RSS after, MiB',
      'bytes a connection',
      'of these JavaScript heap',
      '× `node:http`',
    ],
    rows: contestants.map((contestant) => {
      const resident = grown(turns, contestant, 'resident');
      return [
        contestant.name,
        spreadText(spread(rounds(turns, contestant, ({ before }) => before.resident / MEBIBYTE)), 1),
        spreadText(spread(rounds(turns, contestant, ({ after }) => after.resident / MEBIBYTE)), 1),
        wholeText(spread(resident.map((bytes) => bytes && bytes / connections))),
        wholeText(spread(grown(turns, contestant, 'heap').map((bytes) => bytes && bytes / connections))),
        spreadText(ratio(resident, grown(turns, http, 'resident')), 2),
      ];
    }),
    note: connections < WANTED ? `Not ${WANTED.toLocaleString('en')}: \`ulimit -Hn\` allows no more.` : '',
  };
}

function bar(turns: readonly Turn[], connections: number): Bar {
  return {
    claim: `memory of ${connections.toLocaleString('en')} idle connections: \`@tsgi/server\` ÷ \`node:http\``,
    limit: 1,
    measured: ratio(grown(turns, tsgi, 'resident'), grown(turns, http, 'resident')),
  };
}

/** Bytes that came with the connections, a number a round. */
function grown(turns: readonly Turn[], contestant: Contestant, kind: keyof Memory): Rounds {
  return rounds(turns, contestant, ({ before, after }) => after[kind] - before[kind]);
}

function rounds(turns: readonly Turn[], contestant: Contestant, value: (sample: IdleMemory) => number): Rounds {
  return turns.map((turn) => {
    const sample = turn.get(contestant);
    return sample && value(sample);
  });
}
