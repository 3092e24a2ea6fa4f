/** The request body, as `tsgi.input`. */

/**
 * The request body: its content, free of transfer codings, that ends by itself. It can be iterated once.
 *
 * A read rejects with `ClientDisconnected` where the client went away before the end, and with
 * `PayloadTooLarge` where the body is longer than a limit allows.
 */
export interface Input extends AsyncIterable<Uint8Array> {
  /** Iterates the body. A second call throws a `TypeError`: the bytes are gone. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined>;
  /**
   * Lowers the most bytes that this body may hold; it never raises it. A body that announces more is refused at
   * the first read, before a waiting client (`Expect: 100-continue`) is asked to send it.
   */
  limit(bytes: number): void;
  /** Says that the rest is not wanted. Reading then ends at once. */
  close(): void;
}
