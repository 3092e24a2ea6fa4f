/** What all exchanges of one server share, and what its graceful close waits for. */

import { type Application, type ErrorStream, isPromiseLike } from '@tsgi/contract';

import type { CloseOptions } from './close-options.ts';
import type { Background } from './exchange-life.ts';
import { kindOf } from './kind-of.ts';

/** What a close asks of its server. */
export interface Closing extends Required<CloseOptions> {
  /** Whether no connection is left. Default: there are none to wait for. */
  readonly idle?: () => boolean;
  /** Ends what is left, once the grace is over. */
  readonly abort: () => void;
}

/** How long what was aborted has to end, in milliseconds. */
const ABORT_MS = 1000;

/** The longest that a timer waits. */
const MOST_DELAY_MS = 0x7fff_ffff;

export class Gateway implements Background {
  readonly app: Application;
  readonly errors: ErrorStream;
  /** Reports an error once, with what it happened to. */
  readonly report: (what: string, error: unknown) => void;
  /** How many exchanges are not over. */
  running = 0;
  /** Whether a graceful close has begun: connections then end after their answer. */
  closing = false;

  readonly #background = new Set<PromiseLike<unknown>>();
  #idle: () => boolean = () => true;
  #onQuiet: (() => void) | undefined;

  constructor(app: Application, errors: ErrorStream, report: (what: string, error: unknown) => void) {
    this.app = app;
    this.errors = errors;
    this.report = report;
  }

  /**
   * Has a graceful close wait for `work`, and reports what it rejects with.
   * @throws {TypeError} where `work` is no promise.
   */
  waitUntil(work: PromiseLike<unknown>): void {
    if (!isPromiseLike(work)) {
      throw new TypeError(`exchange.waitUntil(): expected a promise, got ${kindOf(work)} (rule S40)`);
    }
    // A thenable that keeps no promise's rules becomes a promise; a promise stays as it is.
    const promise = Promise.resolve(work);
    this.#background.add(promise);
    const settled = (): void => {
      this.#background.delete(promise);
      this.onProgress();
    };
    promise.then(settled, (error: unknown) => {
      this.report('a promise given to waitUntil was rejected', error);
      settled();
    });
  }

  /** Less is left to wait for. */
  onProgress(): void {
    if (this.running === 0 && this.#background.size === 0 && this.#idle()) this.#onQuiet?.();
  }

  /** Waits until all is over, for as long as the grace, and then a second, allow; then flushes `tsgi.errors`. */
  async close({ graceMs, idle, abort }: Closing): Promise<void> {
    const { promise: quiet, resolve } = Promise.withResolvers<void>();
    this.closing = true;
    if (idle !== undefined) this.#idle = idle;
    this.#onQuiet = resolve;
    this.onProgress();
    let timer = setTimeout(
      () => {
        abort();
        // What was deferred runs, and applications have a moment to hear of it; more would let one of them stop the end.
        timer = setTimeout(resolve, ABORT_MS);
      },
      Math.min(graceMs, MOST_DELAY_MS),
    );
    await quiet;
    clearTimeout(timer);
    await this.errors.flush();
  }
}
