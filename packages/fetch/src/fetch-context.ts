/** What a runtime knows, and hears, beside a `Request`. */

export interface FetchContext {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  /** Further keys of the environ: an owner, a dot, a name. */
  readonly keys?: Readonly<Record<`${string}.${string}`, unknown>>;
  /** Whether the runtime reports what a stream of content fails with, as has been done by then. Default: false. */
  readonly reports?: boolean;
  /** Has the runtime wait for a promise that was given to `tsgi.exchange.waitUntil`. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
  /** The exchange outlives the turn in which it began. */
  readonly onAlive?: () => void;
  /** An exchange that did is over. */
  readonly onOver?: () => void;
}
