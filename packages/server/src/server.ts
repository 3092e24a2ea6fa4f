/** A running server: its connections, what they share, and its end. */

import cluster from 'node:cluster';
import { open } from 'node:fs/promises';
import type { AddressInfo, Server as Listener, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';

import type { Application, ErrorStream } from '@tsgi/contract';
import {
  checkCloseOptions,
  type CloseOptions,
  type Server as CommonServer,
  fileWrapper,
  Gateway,
  type Limits,
  type Peer,
  reporter,
  type Timeouts,
  whereabouts,
} from '@tsgi/serving';

import { CoarseClock } from './coarse-clock.ts';
import { HeadScanner } from './codec/head-scanner.ts';
import { Connection, IN_FLIGHT_MS } from './connection.ts';
import { Handshakes } from './handshakes.ts';
import type { ServeOptions } from './serve-options.ts';
import { shareReads } from './shared-reads.ts';
import type { Serving } from './serving.ts';

/** A server that runs. */
export interface Server extends CommonServer {
  /** How many connections are open. */
  readonly connections: number;
  /** Serves one connection over any duplex stream: a tunnel, a test's pair of streams, a listener of one's own. */
  accept(transport: Duplex): void;
}

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
  /** What TLS is being agreed on over; those that are done are connections. */
  readonly handshakes: Handshakes = new Handshakes(() => this.#serving.gateway.onProgress());
  #closed: Promise<void> | undefined;

  constructor(app: Application, options: ServeOptions, limits: Limits, timeouts: Timeouts, listener: Listener) {
    const { errors = standardError } = options;
    this.#listener = listener;
    this.#serving = {
      gateway: new Gateway(app, errors, reporter(errors, inspect)),
      limits,
      timeouts,
      clock: new CoarseClock(clockPeriod(timeouts)),
      scanner: new HeadScanner(limits),
      scheme: options.tls === undefined ? 'http' : 'https',
      multiprocess: options.reusePort === true || options.fd !== undefined || cluster.isWorker,
      serverName: 'localhost',
      serverPort: '',
      wrapFile: fileWrapper(open),
    };
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Takes note of where it listens. */
  listensOn(address: AddressInfo | string | null): void {
    this.#listener.on('error', (error) =>
      this.#serving.gateway.report('a connection that could not be accepted', error),
    );
    const { serverName, serverPort, ...place } = whereabouts(this.#serving.scheme, address);
    Object.assign(this, place);
    Object.assign(this.#serving, { serverName, serverPort });
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
    } else if (this.#serving.gateway.closing) connection.shutDown();
    return connection;
  }

  async close(options?: CloseOptions): Promise<void> {
    const { graceMs } = checkCloseOptions(options);
    await (this.#closed ??= this.#close(graceMs));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(graceMs: number): Promise<void> {
    // Its own 'close' event is not awaited: it counts sockets whose handles have moved to others.
    this.#listener.close();
    const connections = this.#connections;
    const closed = this.#serving.gateway.close({
      graceMs,
      idle: () => connections.size === 0 && this.handshakes.size === 0,
      abort: () => {
        for (const connection of connections) connection.destroy('the server is closing');
        this.handshakes.destroy();
      },
    });
    for (const connection of connections) connection.shutDown();
    if (this.handshakes.size > 0) setTimeout(() => this.handshakes.destroy(), IN_FLIGHT_MS).unref();
    await closed;
  }

  #onClosed(connection: Connection): void {
    this.#connections.delete(connection);
    this.#serving.gateway.onProgress();
  }
}

/** A quarter of the shortest wait, so that each is kept to within that much; at most a second. */
function clockPeriod({ headMs, bodyMs, idleMs, writeMs, lingerMs }: Timeouts): number {
  return Math.max(10, Math.min(1000, Math.floor(Math.min(headMs, bodyMs, idleMs, writeMs, lingerMs) / 4)));
}
