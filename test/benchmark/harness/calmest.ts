import { DISTURBED } from './disturbance.ts';
import type { Bench } from './report.ts';

/** What was measured, and how much the machine was disturbed meanwhile. */
export interface Measured {
  readonly disturbance: number;
}

/**
 * Gives how to take a measurement: once more when the machine was disturbed meanwhile, and the calmer of the two is kept.
 *
 * @param most How many may be repeated: on a machine that is never calm they only cost time.
 */
export function calmestOfTwo(
  bench: Bench,
  most: number,
): <Result extends Measured>(take: () => Promise<Result>) => Promise<Result> {
  let left = most;
  return async (take) => {
    const first = await take();
    if (first.disturbance < DISTURBED || left === 0) return first;
    left -= 1;
    bench.progress(`the machine was disturbed (${first.disturbance.toFixed(2)}): once more`);
    const second = await take();
    return second.disturbance < first.disturbance ? second : first;
  };
}
