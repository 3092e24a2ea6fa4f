/** How often a store sweeps by itself, in milliseconds. */
const SWEEP_MS = 60_000;

/**
 * When a store sweeps by itself: with a write, now and then. There is no timer, which would have to be stopped: only what is
 * written makes a store grow.
 */
export class SweepTimes {
  #next = 0;

  /** Whether to sweep now; then not again for a while. */
  isTime(): boolean {
    const now = Date.now();
    if (now < this.#next) return false;
    this.#next = now + SWEEP_MS;
    return true;
  }

  /** There was more than was swept: the next write sweeps on. */
  hurry(): void {
    this.#next = 0;
  }
}
