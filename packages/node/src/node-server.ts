/** A running server over Node's own: its connections, what they share, and its end. */

import cluster from 'node:cluster';
import { open } from 'node:fs/promises';
import type { IncomingMessage, Server as Listener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { inspect } from 'node:util';

import type { Application } from '@tsgi/contract';
import {
  checkCloseOptions,
  type CloseOptions,
  fileWrapper,
  Gateway,
  lastAnswer,
  type Limits,
  reporter,
  type Server,
  unknownExpectation,
  whereabouts,
  type Timeouts,
} from '@tsgi/serving';

import { Http1Connection, refuse } from './http1-connection.ts';
import { Http2Service } from './http2-service.ts';
import { sendAway } from './send-away.ts';
import type { ServeOptions } from './serve-options.ts';
import type { Serving } from './serving.ts';
import { standardError } from './standard-error.ts';

export class NodeServer implements Server {
  url = '';
  host = '';
  port = 0;

  readonly #serving: Serving;
  readonly #listener: Listener;
  readonly #limits: Limits;
  readonly #sockets = new Set<Socket>();
  readonly #connections = new WeakMap<Socket, Http1Connection>();
  readonly #http2: Http2Service | undefined;
  #closed: Promise<void> | undefined;

  constructor(app: Application, options: ServeOptions, limits: Limits, timeouts: Timeouts, listener: Listener) {
    const { errors = standardError } = options;
    this.#listener = listener;
    this.#limits = limits;
    this.#serving = {
      gateway: new Gateway(app, errors, reporter(errors, inspect)),
      bodyBytes: limits.bodyBytes,
      headerCount: limits.headerCount,
      scheme: options.tls === undefined ? 'http' : 'https',
      multiprocess: options.reusePort === true || options.fd !== undefined || cluster.isWorker,
      serverName: 'localhost',
      serverPort: '',
      wrapFile: fileWrapper(open),
    };
    if (options.http2 === true) this.#http2 = new Http2Service(this.#serving, limits, timeouts);
    this.#http2?.serveBeside(listener, options.tls !== undefined);
    this.#guard(listener);
    const receive = (request: IncomingMessage, response: ServerResponse): void =>
      this.#connectionOf(request.socket).receive(request, response);
    listener.on('request', receive);
    listener.on('checkContinue', receive);
    listener.on('checkExpectation', (_request, response) => refuse(response, unknownExpectation));
    const receiveUpgrade = (request: IncomingMessage, socket: unknown, head: Buffer): void =>
      this.#connectionOf(socket as Socket).receiveUpgrade(request, head);
    listener.on('upgrade', receiveUpgrade);
    listener.on('connect', receiveUpgrade);
  }

  /** Takes note of where it listens. */
  listens(): void {
    const { serverName, serverPort, ...place } = whereabouts(this.#serving.scheme, this.#listener.address());
    Object.assign(this, place);
    Object.assign(this.#serving, { serverName, serverPort });
    this.#listener.on('error', (error) =>
      this.#serving.gateway.report('a connection that could not be accepted', error),
    );
  }

  async close(options?: CloseOptions): Promise<void> {
    const { graceMs } = checkCloseOptions(options);
    await (this.#closed ??= this.#close(graceMs));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(graceMs: number): Promise<void> {
    const closed = this.#serving.gateway.close({
      graceMs,
      idle: () => this.#sockets.size === 0,
      abort: () => {
        for (const socket of this.#sockets) {
          this.#connections.get(socket)?.destroy('the server is closing');
          socket.destroy();
        }
      },
    });
    this.#listener.close();
    this.#http2?.close();
    // A request may lie in the socket already: it is read within the next turn, and then answered.
    setImmediate(setImmediate, () => {
      this.#listener.closeIdleConnections();
      // One that begins no handshake of TLS is none yet to the listener.
      for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
    });
    await closed;
  }

  /** Stands in front of whoever reads connections: of one too many nothing is read. */
  #guard(listener: Listener): void {
    const accepting = listener.listeners('connection') as ((socket: Socket) => void)[];
    listener.removeAllListeners('connection');
    listener.on('connection', (socket: Socket) => {
      if (this.#admits(socket)) for (const accept of accepting) accept.call(listener, socket);
    });
  }

  #admits(socket: Socket): boolean {
    const { size } = this.#sockets;
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#serving.gateway.onProgress();
    });
    if (size < this.#limits.connections) return true;
    socket.on('error', () => {}); // 'close' follows.
    sendAway(socket, lastAnswer(503, `there are ${size} connections already (RFC 9110 §15.6.4)`));
    return false;
  }

  #connectionOf(socket: Socket): Http1Connection {
    let connection = this.#connections.get(socket);
    if (connection === undefined) {
      connection = new Http1Connection(this.#serving, socket);
      this.#connections.set(socket, connection);
    }
    return connection;
  }
}
