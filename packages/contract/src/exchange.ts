/** One request–response pair, as every layer of a stack sees it. */

/** How an exchange ended, as far as this server could see. */
export interface Outcome {
  /** The status code that was sent; 0 where none was. */
  readonly status: number;
  /** Bytes of body content that were handed to the transport, framing not counted. */
  readonly bytes: number;
  /** Why the exchange ended early: the application's error, or a `ClientDisconnected`. Absent where it completed. */
  readonly error?: unknown;
}

/** What runs when an exchange is over. */
export type Deferred = (outcome: Outcome) => void | PromiseLike<void>;

/** This request–response pair. Every copy of the environ holds the same one. */
export interface Exchange {
  /**
   * Aborted when, and only when, the exchange ends early. Its reason says why. Made on first use.
   *
   * What a listener throws is the platform's to report, as with any event: on Node, Deno and Bun it ends the process.
   */
  readonly signal: AbortSignal;
  /** What one layer wants another to know. Made on first use. */
  readonly state: Map<unknown, unknown>;
  /** Whether a layer has asked for `state`, so that whoever only looks need not have it made. Absent: not known. */
  readonly hasState?: boolean;
  /**
   * Runs `fn` after the body has been disposed of, the last deferred first, whatever happened.
   * @throws {TypeError} where `fn` is not a function, or the exchange is over already.
   */
  defer(fn: Deferred): void;
  /** Has a graceful shutdown wait for `promise`. A rejection is reported to `tsgi.errors`. */
  waitUntil(promise: PromiseLike<unknown>): void;
}
