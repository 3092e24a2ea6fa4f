// What a table hands to main.ts, and what it gets to work with.

import type { Cores } from './cores.ts';
import type { LoadGenerator } from './load-generator.ts';
import type { Spread } from './statistics.ts';

/** One table of the benchmark: `npm run bench -- <name>` runs it alone. */
export interface Table {
  readonly name: string;
  run(bench: Bench): Promise<Report>;
}

/** What every table works with. */
export interface Bench {
  /** How often each server has its turn. */
  readonly rounds: number;
  /** How long one measurement lasts. */
  readonly seconds: number;
  readonly cores: Cores;
  readonly load: LoadGenerator;
  /** Says what is being measured now, beside the output that is kept. */
  progress(text: string): void;
}

/** What came out of a table. */
export interface Report {
  readonly sections: readonly Section[];
  readonly bars: readonly Bar[];
  /** A line for each server that could not be measured; any makes the benchmark exit with 1. */
  readonly failures: readonly string[];
}

/** A heading with one markdown table below it. */
export interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence on how to read the table. */
  readonly note?: string;
}

/** A value that the project promises not to exceed, or to reach, or one to see beside it. */
export interface Bar {
  readonly claim: string;
  /** The most it may be; `undefined` where nothing was promised. */
  readonly limit: number | undefined;
  /** Whether `limit` is the least instead. Default: it is the most. */
  readonly least?: boolean;
  readonly measured: Spread | undefined;
}
