// The server on one core and the load generator on another, so that neither takes time or cache from the other.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where the two sides run; `undefined` leaves a side to the scheduler. */
export interface Cores {
  readonly server: string | undefined;
  readonly load: string | undefined;
}

/** Picks the first and the last core this process may use, where `taskset` exists and there are two. */
export function pickCores(): Cores {
  const allowed = allowedCores();
  const canPin = allowed.length > 1 && spawnSync('taskset', ['-V']).status === 0;
  return canPin ? { server: allowed.at(0), load: allowed.at(-1) } : { server: undefined, load: undefined };
}

/** A command line that runs pinned to `core`. `taskset` replaces itself, so the process id stays the command's. */
export function pinned(core: string | undefined, command: string, args: readonly string[]): [string, string[]] {
  return core === undefined ? [command, [...args]] : ['taskset', ['-c', core, command, ...args]];
}

/** The cores in this process's affinity mask, from a line such as `Cpus_allowed_list: 0-3,8`. */
function allowedCores(): string[] {
  let status: string;
  try {
    status = readFileSync('/proc/self/status', 'utf8');
  } catch {
    return [];
  }
  const ranges = /^Cpus_allowed_list:\s*(.*)$/m.exec(status)?.[1] ?? '';
  return ranges.split(',').flatMap((range) => {
    const [first = NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: Number.isNaN(first) ? 0 : last - first + 1 }, (_, index) => String(first + index));
  });
}
