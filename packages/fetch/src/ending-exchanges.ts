/** The exchanges of a server whose answers are out, and which are not over: something is disposed of, or was deferred. */

/** The other end of a connection, as far as a runtime tells. */
interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

/**
 * Bun and Deno call their handler with the next request of a connection once the content is out; here it is held back until
 * the exchange before it is over (rule S42). They do not tell by which connection a request came, but address and port of
 * its client, which no two connections have at a time.
 */
export class EndingExchanges {
  readonly #ends = new Map<string, PromiseWithResolvers<void>>();

  /** The exchange with this peer ends from now on. @returns what says that it is over. */
  add({ remoteAddress, remotePort }: Peer): (() => void) | undefined {
    // Over a Unix socket there is none to tell apart.
    if (remotePort === undefined) return undefined;
    const key = `${remoteAddress} ${remotePort}`;
    const end = Promise.withResolvers<void>();
    this.#ends.set(key, end);
    return () => {
      if (this.#ends.get(key) === end) this.#ends.delete(key);
      end.resolve();
    };
  }

  /** What the next request of this peer is to wait for. */
  before({ remoteAddress, remotePort }: Peer): Promise<void> | undefined {
    if (this.#ends.size === 0) return undefined;
    return this.#ends.get(`${remoteAddress} ${remotePort}`)?.promise;
  }
}
