import type { Deferred, Exchange, Outcome } from '@tsgi/contract';
import { isPromiseLike, kindOf } from '@tsgi/serving';

/** `tsgi.exchange` in memory. */
export class MemoryExchange implements Exchange {
  readonly state: Map<unknown, unknown> = new Map();
  readonly #report: (what: string, error: unknown) => void;
  readonly #controller = new AbortController();
  readonly #deferred: Deferred[] = [];
  #over = false;

  /** @param report Takes what nobody else hears of. */
  constructor(report: (what: string, error: unknown) => void) {
    this.#report = report;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  defer(fn: Deferred): void {
    if (typeof fn !== 'function') {
      throw new TypeError(`exchange.defer(): expected a function, got ${typeof fn} (rule S40)`);
    }
    if (this.#over) {
      throw new TypeError('exchange.defer(): the exchange is over, so the function would never run (rule S40)');
    }
    this.#deferred.push(fn);
  }

  waitUntil(promise: PromiseLike<unknown>): void {
    if (!isPromiseLike(promise)) {
      throw new TypeError(`exchange.waitUntil(): expected a promise, got ${kindOf(promise)} (rule S40)`);
    }
    Promise.resolve(promise).catch((error: unknown) =>
      this.#report('a promise given to waitUntil was rejected', error),
    );
  }

  /** Ends it early. */
  abort(reason: unknown): void {
    if (!this.#over) this.#controller.abort(reason);
  }

  /** Runs what was deferred, the last first, each awaited before the next. */
  async finish(outcome: () => Outcome): Promise<void> {
    for (let fn = this.#deferred.pop(); fn !== undefined; fn = this.#deferred.pop()) {
      try {
        await fn(outcome());
      } catch (error) {
        this.#report('a deferred function failed', error);
      }
    }
    this.#over = true;
  }
}
