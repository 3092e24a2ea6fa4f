/** The exchanges of a server that outlive the turn in which they began. */

/** What is done to an exchange. */
export interface Living {
  /** Has it watch for a client that leaves, and tells the runtime that it takes its time. */
  watch(): void;
  /** Ends it early. */
  shutDown(): void;
}

/**
 * The signal of a request costs Deno more than all the rest of an exchange, and most exchanges are over within this time: their
 * clients are not watched. Milliseconds; it takes up to twice as long.
 */
const UNWATCHED_MS = 10;

export class LivingExchanges {
  #young = new Set<Living>();
  #older = new Set<Living>();
  readonly #watched = new Set<Living>();
  /** Whether the timer runs. */
  #growing = false;

  readonly #atOnce: boolean;

  /** @param atOnce Whether all are watched from the beginning, where the runtime does not tell later. */
  constructor(atOnce: boolean) {
    this.#atOnce = atOnce;
  }

  add(exchange: Living): void {
    if (this.#atOnce) return this.#watch(exchange);
    this.#young.add(exchange);
    if (!this.#growing) setTimeout(this.#grow, UNWATCHED_MS);
    this.#growing = true;
  }

  /** It is over. */
  delete(exchange: Living): void {
    if (!this.#young.delete(exchange) && !this.#older.delete(exchange)) this.#watched.delete(exchange);
  }

  shutDown(): void {
    for (const each of [this.#young, this.#older, this.#watched]) {
      for (const exchange of each) exchange.shutDown();
    }
  }

  readonly #grow = (): void => {
    const grown = this.#older;
    this.#older = this.#young;
    this.#young = new Set();
    this.#growing = this.#older.size > 0;
    if (this.#growing) setTimeout(this.#grow, UNWATCHED_MS);
    for (const exchange of grown) this.#watch(exchange);
  };

  #watch(exchange: Living): void {
    this.#watched.add(exchange);
    exchange.watch();
  }
}
