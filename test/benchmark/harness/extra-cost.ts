// What one of two ways of doing the same costs more than the other, of turns that alternate.
//
// What a virtual machine has for a core is mostly one of two threads of a core: while the other is busy, for some hundredths
// of a second or for seconds, each of them has half of the caches and of the arithmetic, and all costs up to twice as much. A
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
  /** What the cheaper cost at its best, all but: it tells how fast the machine was. */
  readonly without: number;
  /** The median of what was extra in the turns in which the cheaper cost about that: the core was then ours. */
  readonly extra: number;
}

export function extraCost(turns: readonly Turns[]): ExtraCost {
  const costs = turns.map(({ without }) => without).toSorted((a, b) => a - b);
  // Not the least: that of a turn in which something was left out says nothing.
  const without = costs[Math.floor(costs.length / 10)] ?? NaN;
  const calm = turns.filter((turn) => turn.without < without * (1 + DISTURBED));
  return { without, extra: spread(calm.map(({ extra }) => extra))?.median ?? NaN };
}
