/** HTTP/2 beside HTTP/1.1 on one port: over TLS by ALPN, else by its preface (RFC 9113 §3.2, §3.3). */

import type { Server as Listener } from 'node:http';
import http2 from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

import type { Limits } from '@tsgi/serving';

import { beginsHttp2 } from './begins-http2.ts';
import { serveStream } from './http2-exchange.ts';
import type { Serving } from './serving.ts';

/** Streams at a time on one connection, as RFC 9113 §6.5.2 recommends at least. */
const MOST_STREAMS = 100;

export class Http2Service {
  readonly #server: http2.Http2Server;
  readonly #sessions = new Set<http2.ServerHttp2Session>();
  readonly #serving: Serving;
  readonly #limits: Limits;

  constructor(serving: Serving, limits: Limits) {
    this.#serving = serving;
    this.#limits = limits;
    this.#server = http2.createServer({
      maxHeaderListPairs: limits.headerCount + 4, // Pseudo-header fields are not counted among fields.
      settings: {
        maxConcurrentStreams: MOST_STREAMS,
        maxHeaderListSize: Math.min(limits.headerBytes, 0xffff_ffff),
        enablePush: false,
      },
    });
    this.#server.on('session', (session) => this.#onSession(session));
    this.#server.on('stream', (stream: http2.ServerHttp2Stream, _headers, _flags, rawHeaders) => {
      serveStream(this.#serving, stream, rawHeaders);
    });
  }

  /** Takes connections from `listener` that speak HTTP/2, and leaves it the others. */
  serveBeside(listener: Listener, tls: boolean): void {
    const event = tls ? 'secureConnection' : 'connection';
    const accepting = listener.listeners(event) as ((socket: Socket) => void)[];
    listener.removeAllListeners(event);
    const others = (socket: Socket): void => {
      for (const accept of accepting) accept.call(listener, socket);
    };
    listener.on(event, (socket: Socket) => {
      if (!tls) beginsHttp2(socket, (begins) => (begins ? this.#take(socket) : others(socket)));
      else if ((socket as TLSSocket).alpnProtocol === 'h2') this.#take(socket);
      else others(socket);
    });
  }

  /** Lets what runs finish, and takes no more (GOAWAY, RFC 9113 §6.8). */
  close(): void {
    for (const session of this.#sessions) session.close();
  }

  #take(socket: Socket): void {
    // Who has ended its side takes no more here, unlike a client of HTTP/1.1.
    socket.allowHalfOpen = false;
    this.#server.emit('connection', socket);
  }

  #onSession(session: http2.ServerHttp2Session): void {
    let streams = 0;
    this.#sessions.add(session);
    session.on('close', () => this.#sessions.delete(session));
    session.on('stream', () => {
      if (++streams >= this.#limits.requestsPerConnection) session.close();
    });
    if (this.#serving.gateway.closing) session.close();
  }
}
