// What is said about a handful of noisy measurements: the middle one, and how far they reach.

/** The median of some measurements, with the smallest and the largest of them. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** A measurement of each round, in order; `undefined` where a round gave none. */
export type Rounds = readonly (number | undefined)[];

/** The spread of the rounds that gave a measurement, or `undefined` when none did. */
export function spread(rounds: Rounds): Spread | undefined {
  const sorted = rounds.filter((value) => value !== undefined).toSorted((a, b) => a - b);
  const min = sorted.at(0);
  const max = sorted.at(-1);
  const low = sorted.at((sorted.length - 1) >> 1);
  const high = sorted.at(sorted.length >> 1);
  if (min === undefined || max === undefined || low === undefined || high === undefined) return undefined;
  return { median: (low + high) / 2, min, max };
}

/**
 * The spread of the ratios of two measurements taken in the same round.
 *
 * A ratio of two medians would set a quiet minute of one server against a busy minute of the other;
 * within a round both had the same neighbours.
 */
export function ratio(numerators: Rounds, denominators: Rounds): Spread | undefined {
  return spread(
    numerators.map((numerator, round) => {
      const denominator = denominators[round];
      return numerator === undefined || denominator === undefined ? undefined : numerator / denominator;
    }),
  );
}

/** What each round of one has more than the same round of the other. */
export function difference(rounds: Rounds, less: Rounds): Rounds {
  return rounds.map((value, round) => {
    const other = less[round];
    return value === undefined || other === undefined ? undefined : value - other;
  });
}
