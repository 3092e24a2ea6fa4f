/** What stands for the connection of a listener: there is none, but what is asked of one is answered. */

import { Duplex } from 'node:stream';

import type { Environ } from '@tsgi/contract';

/** Who takes what is written. */
export interface SocketOwner {
  /** Takes bytes, and calls `taken` when there is room for more. */
  onWrite(bytes: Buffer, taken: () => void): void;
  /** Nothing was sent for as long as `setTimeout` was told. */
  onTimeout(): void;
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
  #idle: NodeJS.Timeout | undefined;

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
    this.#idle?.refresh();
    this.#owner.onWrite(bytes, callback);
  }

  override _writev(chunks: { chunk: Buffer }[], callback: () => void): void {
    this.#idle?.refresh();
    this.#owner.onWrite(Buffer.concat(chunks.map(({ chunk }) => chunk)), callback);
  }

  /** The listener has ended the connection, and nothing else would close it. */
  override _final(callback: () => void): void {
    callback();
    this.destroy();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearTimeout(this.#idle);
    this.#owner.onDestroy(error);
    callback(null);
  }

  destroySoon(): void {
    this.end();
  }

  /** Has it said when nothing has been sent for so long, in milliseconds; 0 is for ever. */
  setTimeout(idleMs: number, listener?: () => void): this {
    clearTimeout(this.#idle);
    this.#idle = idleMs > 0 ? setTimeout(() => this.#onIdle(), Math.min(idleMs, 0x7fff_ffff)).unref() : undefined;
    if (listener !== undefined && idleMs > 0) this.once('timeout', listener);
    else if (listener !== undefined) this.off('timeout', listener);
    return this;
  }

  #onIdle(): void {
    this.emit('timeout');
    this.#owner.onTimeout();
  }

  // What the connection itself would do, and the server in front does.

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
