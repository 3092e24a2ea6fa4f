/** How long a client has been waited for, on the coarse clock. */

import type { CoarseClock } from './coarse-clock.ts';

export class ClientWait {
  readonly #clock: CoarseClock;
  readonly #enough: number;
  #since: number;
  #bytes = 0;

  /** @param enough How many bytes count as progress. */
  constructor(clock: CoarseClock, enough: number) {
    this.#clock = clock;
    this.#enough = enough;
    this.#since = clock.now;
  }

  /** A new wait begins, or there is none. */
  restart(): void {
    this.#since = this.#clock.now;
    this.#bytes = 0;
  }

  /** Bytes have come; enough of them begin a new wait. */
  progress(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes >= this.#enough) this.restart();
  }

  /** Whether this wait has been longer than `ms`. */
  exceeds(ms: number): boolean {
    return this.#clock.now - this.#since > ms;
  }
}
