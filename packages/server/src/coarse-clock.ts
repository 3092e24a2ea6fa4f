/** One timer for all connections of a server: time that is read from a field costs a request nothing. */

/** Something with deadlines. */
export interface Sweepable {
  /** Looks whether a deadline has passed. */
  sweep(): void;
}

/** Runs while it has something to look after, and never keeps the process alive. */
export class CoarseClock {
  /** Milliseconds, at most one period old. */
  now: number = performance.now();

  readonly #periodMs: number;
  readonly #swept = new Set<Sweepable>();
  #timer: NodeJS.Timeout | undefined;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  add(item: Sweepable): void {
    this.#swept.add(item);
    if (this.#timer !== undefined) return;
    this.now = performance.now();
    this.#timer = setInterval(() => this.#tick(), this.#periodMs).unref();
  }

  delete(item: Sweepable): void {
    this.#swept.delete(item);
    if (this.#swept.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    this.now = performance.now();
    for (const item of this.#swept) item.sweep();
  }
}
