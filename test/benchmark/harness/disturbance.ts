// Whether the machine was ours while something was measured.

import { familyCpuSeconds, machineCpuSeconds } from './cpu-seconds.ts';
import { pace } from './pace.ts';

/** From here on a measurement is worth repeating: 15 % slower, or 15 % of a core used by others. */
export const DISTURBED = 0.15;

/**
 * Starts to watch, and returns how to end it.
 *
 * The end takes the CPU seconds that the server under test used meanwhile, and returns how much the machine was disturbed:
 * by how much it was slower than at its best (0.2: a fifth), plus how many cores other programs used.
 */
export function watchMachine(): (serverSeconds: number) => number {
  const paceBefore = pace();
  const started = process.hrtime.bigint();
  const before = othersSeconds();
  return (serverSeconds) => {
    const used = othersSeconds() - before - serverSeconds;
    const lasted = Number(process.hrtime.bigint() - started) / 1e9;
    // The books of the machine and of a process are kept in ticks, each with its own rounding.
    const others = Math.max(0, used / lasted - 0.02);
    return Math.max(paceBefore, pace()) - 1 + others;
  };
}

/** CPU time of everything but this process and the load generators that ended. */
function othersSeconds(): number {
  return (machineCpuSeconds() ?? 0) - (familyCpuSeconds() ?? 0);
}
