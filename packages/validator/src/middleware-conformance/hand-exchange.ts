import type { Deferred, Exchange, Outcome } from '@tsgi/contract';

/** `tsgi.exchange` of a server by hand, whose end is a call. */
export class HandExchange implements Exchange {
  readonly state: Map<unknown, unknown> = new Map();
  /** What the server is to wait for when it closes. */
  readonly awaited: PromiseLike<unknown>[] = [];
  readonly #controller = new AbortController();
  readonly #deferred: Deferred[] = [];
  #over = false;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  defer(fn: Deferred): void {
    if (typeof fn !== 'function') throw new TypeError(`defer() must be given a function, got ${typeof fn} (rule S40)`);
    if (this.#over) throw new TypeError('defer() was called when the exchange was over (rule S40)');
    this.#deferred.push(fn);
  }

  waitUntil(promise: PromiseLike<unknown>): void {
    if (!('then' in Object(promise))) {
      throw new TypeError(`waitUntil() must be given a promise, got ${typeof promise} (rule S40)`);
    }
    this.awaited.push(promise);
  }

  /** Aborts the signal. */
  abort(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** Runs what was deferred, the last first, each awaited before the next. What one throws stops nothing. */
  async end(outcome: Outcome): Promise<void> {
    for (let fn = this.#deferred.pop(); fn !== undefined; fn = this.#deferred.pop()) {
      try {
        await fn(outcome);
      } catch {
        // A server reports it. Here it is the middleware's own affair: no case defers what fails.
      }
    }
    this.#over = true;
  }
}
