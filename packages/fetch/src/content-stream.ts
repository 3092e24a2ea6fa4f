/** The content of an answer, as a runtime takes it. */
export interface ContentStream {
  readonly stream: ReadableStream<Uint8Array>;
  /** Whether a chunk is asked for. */
  readonly ready: boolean;
  /** Gives a chunk, which is asked for. */
  give(bytes: Uint8Array): void;
  /** There is no more. */
  end(): void;
  /** There will be no more, though it is not complete: a runtime cuts the connection off. */
  fail(reason: unknown): void;
  /** Calls `waiter` when a chunk is asked for. */
  whenReady(waiter: () => void): void;
}
