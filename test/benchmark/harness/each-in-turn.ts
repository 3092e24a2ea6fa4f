// One contestant after the other; one that fails does not spoil it for the others.

import type { Contestant } from './server-process.ts';

/** The first line on each contestant that could not be measured in some step. */
export type Failures = Map<Contestant, string>;

/** Does a step for every contestant, one at a time; one that throws is noted in `failures` and left out of the result. */
export async function eachInTurn<From, To>(
  from: Iterable<readonly [Contestant, From]>,
  failures: Failures,
  step: (from: From) => Promise<To>,
): Promise<Map<Contestant, To>> {
  const results = new Map<Contestant, To>();
  for (const [contestant, value] of from) {
    try {
      results.set(contestant, await step(value));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // The first: what follows is mostly its consequence, or the same in other words.
      if (!failures.has(contestant)) failures.set(contestant, `${contestant.name} could not be measured: ${reason}`);
    }
  }
  return results;
}
