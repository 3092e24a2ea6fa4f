// CPU a request of several servers, in alternating rounds: A B C A B C …

import { checkAnswer, type ExpectedAnswer } from './check-answer.ts';
import { eachInTurn, type Failures } from './each-in-turn.ts';
import type { Load } from './load-generator.ts';
import { DISTURBED, pace } from './pace.ts';
import type { Bench } from './report.ts';
import { startServer, type Contestant, type ServerProcess } from './server-process.ts';
import type { Rounds } from './statistics.ts';

/** A way of sending requests that is measured on its own. */
export interface Mode {
  readonly name: string;
  readonly load: Load;
}

/** What to compare. */
export interface CpuContest {
  readonly contestants: readonly Contestant[];
  readonly modes: readonly Mode[];
  readonly expected: ExpectedAnswer;
}

/** What came out, a measurement a round. */
export interface CpuResult {
  /** Microseconds of CPU a request. */
  micros(mode: Mode, contestant: Contestant): Rounds;
  /** Answers a second of wall-clock time: what one core gave while the other sent. */
  perSecond(mode: Mode, contestant: Contestant): Rounds;
  /** In how many rounds of this mode the machine was slower than usual, also when it was repeated. */
  disturbed(mode: Mode): number;
  /** A line for each contestant that could not be measured in some round. */
  readonly failures: readonly string[];
}

interface Sample {
  readonly micros: number;
  readonly perSecond: number;
}

/** All contestants one right after the other, in one mode. */
interface Turn {
  readonly mode: Mode;
  readonly samples: ReadonlyMap<Contestant, Sample>;
  /** The slowest pace of the machine meanwhile. */
  readonly pace: number;
}

const WARM_UP_SECONDS = 1;

/**
 * Measures every contestant in every mode, `bench.rounds` times.
 *
 * Each round starts fresh processes: how a process happened to lay out its heap and compile its functions stays for its
 * life, and would otherwise be taken for a property of the server. What is compared is measured within few seconds, and
 * once more when the machine was disturbed meanwhile; the calmer of the two is kept.
 */
export async function compareCpu(bench: Bench, { contestants, modes, expected }: CpuContest): Promise<CpuResult> {
  const turns: Turn[] = [];
  const failures: Failures = new Map();

  for (let round = 0; round < bench.rounds; round += 1) {
    await using started = new AsyncDisposableStack();
    const servers = await eachInTurn(
      contestants.map((contestant) => [contestant, contestant]),
      failures,
      async (contestant) => started.use(await startServer(contestant, bench.cores.server)),
    );
    for (const mode of modes) {
      bench.progress(`round ${round + 1} of ${bench.rounds}: ${mode.name}`);
      const ready = await eachInTurn(servers, failures, async (server) => {
        await checkAnswer(server.port, mode.load.request, mode.load.depth, expected);
        await bench.load.run(mode.load, server.port, WARM_UP_SECONDS);
        return server;
      });
      turns.push(await calmest(mode, ready));
    }
  }

  async function calmest(mode: Mode, servers: ReadonlyMap<Contestant, ServerProcess>): Promise<Turn> {
    const first = await takeTurn(mode, servers);
    if (first.pace < DISTURBED) return first;
    bench.progress(`the machine was ${first.pace.toFixed(2)} times slower than before: once more`);
    const second = await takeTurn(mode, servers);
    return second.pace < first.pace ? second : first;
  }

  async function takeTurn(mode: Mode, servers: ReadonlyMap<Contestant, ServerProcess>): Promise<Turn> {
    let slowest = pace();
    const samples = await eachInTurn(servers, failures, async (server) => {
      const sample = await measure(bench, server, mode.load);
      slowest = Math.max(slowest, pace());
      return sample;
    });
    return { mode, samples, pace: slowest };
  }

  function rounds(mode: Mode, contestant: Contestant, of: keyof Sample): Rounds {
    return turns.filter((turn) => turn.mode === mode).map(({ samples }) => samples.get(contestant)?.[of]);
  }
  return {
    micros: (mode, contestant) => rounds(mode, contestant, 'micros'),
    perSecond: (mode, contestant) => rounds(mode, contestant, 'perSecond'),
    disturbed: (mode) => turns.filter((turn) => turn.mode === mode && turn.pace >= DISTURBED).length,
    failures: [...failures.values()],
  };
}

async function measure(bench: Bench, server: ServerProcess, load: Load): Promise<Sample> {
  const before = await server.cpu();
  const { requests, seconds } = await bench.load.run(load, server.port, bench.seconds);
  const used = (await server.cpu()) - before;
  return { micros: (used * 1e6) / requests, perSecond: requests / seconds };
}
