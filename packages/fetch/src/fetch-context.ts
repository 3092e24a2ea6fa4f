/** What a runtime knows besides a `Request`, and what it is told. */

export interface FetchContext {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  /** Further keys of the environ: an owner, a dot, a name. */
  readonly keys?: Readonly<Record<`${string}.${string}`, unknown>>;
  /**
   * Whether a runtime's own server calls, which frames content, has reason phrases of its own, and reports what a stream
   * of content fails with. Default: false.
   */
  readonly serves?: boolean;
  /** Whether answers say themselves that the connection ends, as the runtime's server ends it and does not say so. Default: false. */
  readonly saysClose?: boolean;
  /** Whether the signal of a request tells, when it is first asked at the end, that the client has left before. Default: false. */
  readonly tellsLate?: boolean;
  /** Whether the runtime asks for a chunk before the client has taken the one before: large ones are given in pieces then. Default: false. */
  readonly asksAhead?: boolean;
  /** Whether the runtime is Bun, which has a kind of stream that it is told the ends of chunks by. Default: false. */
  readonly takesDirectly?: boolean;
  /** Has the runtime wait for a promise that was given to `tsgi.exchange.waitUntil`. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
  /** The exchange takes its time: it outlives the turn in which it began, and on a server the moment after it. */
  readonly onAlive?: () => void;
  /** An exchange that did is over. */
  readonly onOver?: () => void;
}
