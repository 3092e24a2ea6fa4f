/** A running server: its connections, what they share, and its end. */

import type { AddressInfo, Server as Listener, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { Application, ErrorStream } from '@tsgi/contract';

import { CoarseClock } from './coarse-clock.ts';
import { HeadScanner } from './codec/head-scanner.ts';
import type { Peer } from './blank-environ.ts';
import { Connection } from './connection.ts';
import type { Limits, Timeouts } from './limits.ts';
import type { ServeOptions } from './serve-options.ts';
import { reporter } from './report.ts';
import { shareReads } from './shared-reads.ts';
import type { Serving } from './serving.ts';

/** How to close a server. */
export interface CloseOptions {
  /** How long running exchanges, and promises given to `waitUntil`, have to finish, in milliseconds. Default: 10000. */
  readonly graceMs?: number;
}

/** A server that runs. */
export interface Server extends AsyncDisposable {
  /** Where it can be reached: `http://127.0.0.1:8000`; `unix:` and a path for a Unix socket. */
  readonly url: string;
  /** The host that it listens on; the path, for a Unix socket. */
  readonly host: string;
  /** The port that it listens on; 0 for a Unix socket. */
  readonly port: number;
  /** How many connections are open. */
  readonly connections: number;
  /** Serves one connection over any duplex stream: a tunnel, a test's pair of streams, a listener of one's own. */
  accept(transport: Duplex): void;
  /**
   * Stops accepting, closes idle connections, lets running exchanges finish, and aborts what is left after `graceMs`.
   * Resolves when all is over, deferred functions included, at the latest a second after that; a second call waits for
   * the first.
   */
  close(options?: CloseOptions): Promise<void>;
}

/** How long what was aborted has to end, in milliseconds. */
const ABORT_MS = 1000;

/** The longest that a timer waits. */
const MOST_DELAY_MS = 0x7fff_ffff;

const standardError: ErrorStream = {
  write: (text) => void process.stderr.write(text),
  flush() {},
};

export class ReferenceServer implements Server {
  url = '';
  host = '';
  port = 0;

  readonly #serving: Serving;
  readonly #listener: Listener;
  readonly #connections = new Set<Connection>();
  readonly #background = new Set<PromiseLike<unknown>>();
  #onQuiet: (() => void) | undefined;
  #closed: Promise<void> | undefined;

  constructor(app: Application, options: ServeOptions, limits: Limits, timeouts: Timeouts, listener: Listener) {
    const { errors = standardError } = options;
    this.#listener = listener;
    this.#serving = {
      app,
      limits,
      timeouts,
      errors,
      clock: new CoarseClock(clockPeriod(timeouts)),
      scanner: new HeadScanner(limits),
      scheme: options.tls === undefined ? 'http' : 'https',
      multiprocess: options.reusePort === true || options.fd !== undefined,
      serverName: 'localhost',
      serverPort: '',
      running: 0,
      closing: false,
      onProgress: () => this.#noteQuiet(),
      waitUntil: (promise) => this.#waitUntil(promise),
      report: reporter(errors),
    };
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Takes note of where it listens. */
  listensOn(address: AddressInfo | string | null): void {
    this.#listener.on('error', (error) => this.#serving.report('a connection that could not be accepted', error));
    if (address === null || typeof address === 'string') {
      this.host = address ?? '';
      this.url = `unix:${this.host}`;
      return;
    }
    this.host = address.address;
    this.port = address.port;
    const anywhere = address.address === '0.0.0.0' || address.address === '::';
    const name = anywhere ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : address.address;
    this.url = `${this.#serving.scheme}://${name}:${address.port}`;
    this.#serving.serverName = anywhere ? 'localhost' : address.address;
    this.#serving.serverPort = String(address.port);
  }

  accept(transport: Duplex): void {
    if (transport.closed) return; // Nothing would ever say so again.
    const connection = this.#connect(transport);
    transport.on('data', (bytes: Buffer) => connection.receive(bytes, bytes.length));
  }

  /** Serves a socket that is paused: through the shared buffer, where this runtime lets it. */
  acceptSocket(accepted: Socket): void {
    const socket = shareReads(accepted, (bytes, length) => connection.receive(bytes, length));
    if (socket === undefined) return this.accept(accepted);
    const connection = this.#connect(socket);
    socket.resume();
  }

  #connect(transport: Duplex): Connection {
    const connection = new Connection(this.#serving, transport, transport as Peer, (closed) => this.#onClosed(closed));
    const { size } = this.#connections;
    this.#connections.add(connection);
    if (size >= this.#serving.limits.connections) {
      connection.refuse({ status: 503, reason: `there are ${size} connections already (RFC 9110 §15.6.4)` });
    } else if (this.#serving.closing) connection.shutDown();
    return connection;
  }

  close({ graceMs = 10_000 }: CloseOptions = {}): Promise<void> {
    return (this.#closed ??= this.#close(graceMs));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(graceMs: number): Promise<void> {
    const { promise: quiet, resolve } = Promise.withResolvers<void>();
    this.#onQuiet = resolve;
    this.#serving.closing = true;
    // Its own 'close' event is not awaited: it counts sockets whose handles have moved to others.
    this.#listener.close();
    for (const connection of this.#connections) connection.shutDown();
    this.#noteQuiet();
    const abort = (): void => {
      for (const connection of this.#connections) connection.destroy('the server is closing');
      // What was deferred runs, and applications have a moment to hear of it; more would let one of them stop the end.
      timer = setTimeout(resolve, ABORT_MS);
    };
    let timer = setTimeout(abort, Math.min(graceMs, MOST_DELAY_MS));
    await quiet;
    clearTimeout(timer);
    await this.#serving.errors.flush();
  }

  #onClosed(connection: Connection): void {
    this.#connections.delete(connection);
    this.#noteQuiet();
  }

  #waitUntil(promise: PromiseLike<unknown>): void {
    this.#background.add(promise);
    const settled = (): void => {
      this.#background.delete(promise);
      this.#noteQuiet();
    };
    promise.then(settled, (error: unknown) => {
      this.#serving.report('a promise given to waitUntil was rejected', error);
      settled();
    });
  }

  #noteQuiet(): void {
    if (this.#connections.size === 0 && this.#background.size === 0 && this.#serving.running === 0) this.#onQuiet?.();
  }
}

/** A quarter of the shortest wait, so that each is kept to within that much; at most a second. */
function clockPeriod({ headMs, bodyMs, idleMs, writeMs, lingerMs }: Timeouts): number {
  return Math.max(10, Math.min(1000, Math.floor(Math.min(headMs, bodyMs, idleMs, writeMs, lingerMs) / 4)));
}
