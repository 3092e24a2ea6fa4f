/** Random numbers that can be had again: `seed` goes into the message of whatever fails. `TSGI_SEED` sets it. */
export function randomNumbers(seed: number = Number(process.env['TSGI_SEED'] ?? Math.floor(Math.random() * 2 ** 32))): {
  readonly seed: number;
  /** A whole number from 0 up to, not including, `bound`. */
  readonly below: (bound: number) => number;
} {
  // mulberry32
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { seed, below: (bound) => next() % bound };
}
