/** What stands for the connection of a listener: there is none, but what is asked of one is answered. */

import { Duplex } from 'node:stream';

import type { Environ } from '@tsgi/contract';

/** Who takes what is written. */
export interface SocketOwner {
  /** Takes bytes, and calls `taken` when there is room for more. */
  onWrite(bytes: Buffer, taken: () => void): void;
  /** The connection is destroyed. */
  onDestroy(error: Error | null): void;
}

export class ExchangeSocket extends Duplex {
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;
  readonly remoteFamily: 'IPv4' | 'IPv6' | undefined;
  readonly localPort: number | undefined;
  /** Whether the client came over TLS, as Express asks. */
  readonly encrypted: boolean;
  readonly #owner: SocketOwner;

  constructor(environ: Environ, owner: SocketOwner) {
    super({ emitClose: true, allowHalfOpen: true });
    this.#owner = owner;
    this.remoteAddress = environ.REMOTE_ADDR;
    this.remotePort = environ.REMOTE_PORT === undefined ? undefined : Number(environ.REMOTE_PORT);
    if (environ.REMOTE_ADDR !== undefined) this.remoteFamily = environ.REMOTE_ADDR.includes(':') ? 'IPv6' : 'IPv4';
    if (environ.SERVER_PORT !== '') this.localPort = Number(environ.SERVER_PORT);
    this.encrypted = environ['tsgi.url_scheme'] === 'https';
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, callback: () => void): void {
    this.#owner.onWrite(bytes, callback);
  }

  override _writev(chunks: { chunk: Buffer }[], callback: () => void): void {
    this.#owner.onWrite(Buffer.concat(chunks.map(({ chunk }) => chunk)), callback);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#owner.onDestroy(error);
    callback(null);
  }

  destroySoon(): void {
    this.end(() => this.destroy());
  }

  // What the connection itself would do, and the server in front does.

  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  address(): { port?: number | undefined } {
    return { port: this.localPort };
  }
}
