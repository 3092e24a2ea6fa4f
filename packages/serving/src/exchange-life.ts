/** One request–response pair: what applications see of it, and what the server knows. */

import { type Deferred, type Exchange, isPromiseLike, type Outcome } from '@tsgi/contract';

/** Where promises go that outlive their exchange. */
export interface Background {
  waitUntil(promise: PromiseLike<unknown>): void;
}

/** What was deferred before the last, and what before that: most exchanges have one at most, and need none of these. */
interface DeferredStack {
  readonly fn: Deferred;
  readonly before: DeferredStack | undefined;
}

/** What is told of the end of an exchange. */
export interface ExchangeEnd {
  /** A deferred function has failed. */
  onDeferredFailure(error: unknown): void;
  /** All that was deferred has run. */
  onFinished(): void;
}

/** The server's side of an exchange. What most never ask for is made when it is first asked for. */
export class ExchangeLife {
  /** What applications are given: they can ask, but not end it. */
  readonly exchange: Exchange;
  /** The status code that was sent; 0 before. */
  status = 0;
  /** Bytes of content sent. */
  bytes = 0;
  /** Why it ended early. */
  error: unknown = undefined;
  /** Whether it ended early. */
  aborted = false;

  #controller: AbortController | undefined;
  /** What was deferred last, and what before it. */
  #last: Deferred | undefined;
  #before: DeferredStack | undefined;
  /** Whether its outcome can change no more. */
  #settled = false;
  #over = false;

  constructor(background: Background) {
    this.exchange = new ServerExchange(this, background);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.error);
    }
    return this.#controller.signal;
  }

  defer(fn: Deferred): void {
    if (typeof fn !== 'function') {
      throw new TypeError(`exchange.defer(): expected a function, got ${typeof fn} (rule S40)`);
    }
    if (this.#over) {
      throw new TypeError('exchange.defer(): the exchange is over, so the function would never run (rule S40)');
    }
    if (this.#last !== undefined) this.#before = { fn: this.#last, before: this.#before };
    this.#last = fn;
  }

  /** Whether anything is to run at the end. */
  get hasDeferred(): boolean {
    return this.#last !== undefined;
  }

  /** Ends it early. The first reason stays. */
  abort(error: unknown): void {
    if (this.aborted || this.#settled) return;
    this.aborted = true;
    this.error = error;
    this.#controller?.abort(error);
  }

  /**
   * Runs what was deferred, the last first, and then tells `end`: within this call, unless a function returns a promise.
   * @returns whether it was within this call.
   */
  finish(end: ExchangeEnd): boolean {
    this.#settled = true;
    const outcome = this.#outcome();
    for (let last = this.#take(); last !== undefined; last = this.#take()) {
      try {
        const result = last(outcome);
        if (!isPromiseLike(result)) continue;
        void Promise.resolve(result)
          .catch((error: unknown) => end.onDeferredFailure(error))
          .then(() => this.finish(end));
        return false;
      } catch (error) {
        end.onDeferredFailure(error);
      }
    }
    this.end();
    end.onFinished();
    return true;
  }

  #take(): Deferred | undefined {
    const last = this.#last;
    const before = this.#before;
    this.#last = before?.fn;
    this.#before = before?.before;
    return last;
  }

  /** Nothing is left to do. */
  end(): void {
    this.#settled = this.#over = true;
  }

  #outcome(): Outcome {
    const { status, bytes } = this;
    return this.aborted ? { status, bytes, error: this.error } : { status, bytes };
  }
}

/** `tsgi.exchange`. */
class ServerExchange implements Exchange {
  readonly #life: ExchangeLife;
  readonly #background: Background;
  #state: Map<unknown, unknown> | undefined;

  constructor(life: ExchangeLife, background: Background) {
    this.#life = life;
    this.#background = background;
  }

  get signal(): AbortSignal {
    return this.#life.signal;
  }

  get state(): Map<unknown, unknown> {
    return (this.#state ??= new Map());
  }

  get hasState(): boolean {
    return this.#state !== undefined;
  }

  defer(fn: Deferred): void {
    this.#life.defer(fn);
  }

  waitUntil(promise: PromiseLike<unknown>): void {
    this.#background.waitUntil(promise);
  }
}
