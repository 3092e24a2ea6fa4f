// CPU a request of several servers, in alternating rounds: A B C A B C …

import { checkAnswer, type ExpectedAnswer } from './check-answer.ts';
import { childrenCpuSeconds } from './cpu-seconds.ts';
import { calmestOfTwo } from './calmest.ts';
import { DISTURBED, watchMachine } from './disturbance.ts';
import { eachInTurn, type Failures } from './each-in-turn.ts';
import type { Load } from './load-generator.ts';
import type { Bench } from './report.ts';
import { startServer, type Contestant, type ServerProcess } from './server-process.ts';
import type { Rounds } from './statistics.ts';

/** A way of sending requests that is measured on its own. */
export interface Mode {
  readonly name: string;
  readonly load: Load;
  /** Who is measured in it; default all. */
  readonly contestants?: readonly Contestant[];
  /** How often in each round; default once. */
  readonly turns?: number;
}

/** What to compare. */
export interface CpuContest {
  readonly contestants: readonly Contestant[];
  readonly modes: readonly Mode[];
  readonly expected: ExpectedAnswer;
}

/** What came out, a measurement a turn of each round. */
export interface CpuResult {
  /** Microseconds of CPU a request. */
  micros(mode: Mode, contestant: Contestant): Rounds;
  /** Answers a second of wall-clock time: what one core gave while the other sent. */
  perSecond(mode: Mode, contestant: Contestant): Rounds;
  /** How much of its core the server used: 1 is all. */
  serverCore(mode: Mode, contestant: Contestant): Rounds;
  /** How much of its core the load generator used meanwhile; `undefined` where the system does not tell. */
  loadCore(mode: Mode, contestant: Contestant): Rounds;
  /** In how many turns of this mode the machine was disturbed, also when it was repeated. */
  disturbed(mode: Mode): number;
  /** A line for each contestant that could not be measured in some round. */
  readonly failures: readonly string[];
}

interface Sample {
  readonly micros: number;
  readonly perSecond: number;
  readonly serverCore: number;
  readonly loadCore: number | undefined;
  /** How much the machine was disturbed meanwhile. */
  readonly disturbance: number;
}

/** All contestants one right after the other, in one mode. */
interface Turn {
  readonly mode: Mode;
  readonly samples: ReadonlyMap<Contestant, Sample>;
  /** The worst of the samples'. */
  readonly disturbance: number;
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
  const calmest = calmestOfTwo(bench, Math.ceil(bench.rounds / 2));

  for (let round = 0; round < bench.rounds; round += 1) {
    await using started = new AsyncDisposableStack();
    const servers = await eachInTurn(
      contestants.map((contestant) => [contestant, contestant]),
      failures,
      async (contestant) => started.use(await startServer(contestant, bench.cores.server)),
    );
    for (const mode of modes) {
      bench.progress(`round ${round + 1} of ${bench.rounds}: ${mode.name}`);
      const { contestants: of = contestants } = mode;
      const entered = [...servers].filter(([contestant]) => of.includes(contestant));
      const ready = await eachInTurn(entered, failures, async (server) => {
        await checkAnswer(server.port, mode.load.request, mode.load.depth, expected);
        await bench.load.run(mode.load, server.port, WARM_UP_SECONDS);
        return server;
      });
      for (let turn = 0; turn < (mode.turns ?? 1); turn += 1) turns.push(await calmest(() => takeTurn(mode, ready)));
    }
  }

  async function takeTurn(mode: Mode, servers: ReadonlyMap<Contestant, ServerProcess>): Promise<Turn> {
    const samples = await eachInTurn(servers, failures, (server) => measure(bench, server, mode.load));
    return { mode, samples, disturbance: Math.max(...samples.values().map((sample) => sample.disturbance)) };
  }

  function rounds(mode: Mode, contestant: Contestant, of: keyof Sample): Rounds {
    return turns.filter((turn) => turn.mode === mode).map(({ samples }) => samples.get(contestant)?.[of]);
  }
  return {
    micros: (mode, contestant) => rounds(mode, contestant, 'micros'),
    perSecond: (mode, contestant) => rounds(mode, contestant, 'perSecond'),
    serverCore: (mode, contestant) => rounds(mode, contestant, 'serverCore'),
    loadCore: (mode, contestant) => rounds(mode, contestant, 'loadCore'),
    disturbed: (mode) => turns.filter((turn) => turn.mode === mode && turn.disturbance >= DISTURBED).length,
    failures: [...failures.values()],
  };
}

async function measure(bench: Bench, server: ServerProcess, load: Load): Promise<Sample> {
  const disturbance = watchMachine();
  const loadBefore = childrenCpuSeconds();
  const before = await server.cpu();
  const { requests, seconds } = await bench.load.run(load, server.port, bench.seconds);
  const used = (await server.cpu()) - before;
  // No other child has ended meanwhile.
  const loadUsed = loadBefore === undefined ? undefined : (childrenCpuSeconds() ?? NaN) - loadBefore;
  return {
    micros: (used * 1e6) / requests,
    perSecond: requests / seconds,
    serverCore: used / seconds,
    loadCore: loadUsed && loadUsed / seconds,
    disturbance: disturbance(used),
  };
}
