// npm run bench [-- <table>…] [--rounds N] [--seconds N] [--own-load]: measures, and prints tables for the README.

import { availableParallelism, cpus, loadavg, release, type } from 'node:os';
import { parseArgs } from 'node:util';
import { pickCores } from './harness/cores.ts';
import { pickLoadGenerator } from './harness/load-generator.ts';
import { barSection, markdown } from './harness/markdown.ts';
import type { Bench, Report, Table } from './harness/report.ts';
import { hello } from './tables/hello.ts';
import { logging } from './tables/logging.ts';
import { memory } from './tables/memory.ts';
import { router } from './tables/router.ts';
import { runtimes } from './tables/runtimes.ts';
import { servers } from './tables/servers.ts';
import { sessionTable } from './tables/sessions.ts';
import { files } from './tables/static.ts';
import { telemetry } from './tables/telemetry.ts';

const tables: readonly Table[] = [hello, logging, memory, router, runtimes, servers, sessionTable, files, telemetry];

const { values, positionals } = readArguments();

const unknown = positionals.find((name) => !tables.some((table) => table.name === name));
if (unknown !== undefined) fail(`there is no table "${unknown}", only ${tables.map(({ name }) => name).join(', ')}`);

const cores = pickCores();
const bench: Bench = {
  rounds: atLeastOne('rounds', values.rounds),
  seconds: atLeastOne('seconds', values.seconds),
  cores,
  load: pickLoadGenerator(cores.load, values['own-load'] ? 'own' : 'wrk'),
  progress(text) {
    process.stderr.write(`${text}\n`);
  },
};

const neighbours = loadavg().at(0) ?? 0;
const reports: Report[] = [];
for (const table of tables) {
  if (positionals.length === 0 || positionals.includes(table.name)) reports.push(await table.run(bench));
}

const sections = reports.flatMap((report) => report.sections);
const bars = reports.flatMap((report) => report.bars);
// A server that cannot start fails in every table, in the same words.
const failures = new Set(reports.flatMap((report) => report.failures));
const all = bars.length === 0 ? sections : [...sections, barSection(bars)];
console.log(`\n${all.map(markdown).join('\n')}\n${machine()}`);
for (const failure of failures) console.error(`\n${failure}`);
// Never for a bar that does not hold: a timing is no test, least of all on a machine with neighbours.
process.exitCode = failures.size > 0 ? 1 : 0;

/** One line: what was measured on, and how. */
function machine(): string {
  const model = cpus().at(0)?.model.trim() ?? 'unknown CPU';
  return [
    `${availableParallelism()} cores of ${model}`,
    `${type()} ${release()}`,
    `Node ${process.version}`,
    bench.load.name,
    cores.server === undefined ? 'server and load not pinned' : `server on core ${cores.server}, load on ${cores.load}`,
    `median (min–max) of ${bench.rounds} alternating rounds of ${bench.seconds} s`,
    `load average ${neighbours.toFixed(1)} before the first`,
  ].join('; ');
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: 'string', default: '4' },
        seconds: { type: 'string', default: '1' },
        'own-load': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function atLeastOne(name: string, text: string): number {
  const value = Number(text);
  // Whole seconds, because wrk takes no others.
  return Number.isInteger(value) && value > 0 ? value : fail(`--${name} must be a whole number from 1 up, got ${text}`);
}

function fail(message: string): never {
  console.error(`bench: ${message}`);
  process.exit(2);
}
