// How much more one of two ways of doing the same work costs than the other, from turns that alternate.
//
// A virtual machine's core is mostly one of the two threads of a real one. While the other thread is busy, for some hundredths
// of a second or for seconds, each has half of the caches and of the arithmetic, and everything costs up to twice as much. A
// loop whose operations wait for each other does not show it; the same work in turns of some hundredths of a second does.

import { DISTURBED } from './disturbance.ts';
import { spread } from './statistics.ts';

/** A turn of the one, and of the other just before or after it. */
export interface Turns {
  /** What the cheaper cost. */
  readonly without: number;
  /** What the other cost beyond that. */
  readonly extra: number;
}

/** What the turns come to. */
export interface ExtraCost {
  /** What the cheaper cost in its best tenth of the turns: it tells how fast the machine was. */
  readonly without: number;
  /** The median of what was extra in the turns in which the cheaper cost about that: the core was ours then. */
  readonly extra: number;
}

export function extraCost(turns: readonly Turns[]): ExtraCost {
  const costs = turns.map(({ without }) => without).toSorted((a, b) => a - b);
  // Not the least: a turn in which something was left out would give it.
  const without = costs[Math.floor(costs.length / 10)] ?? NaN;
  const calm = turns.filter((turn) => turn.without < without * (1 + DISTURBED));
  return { without, extra: spread(calm.map(({ extra }) => extra))?.median ?? NaN };
}
