/** HTTP/2 beside HTTP/1.1 on one port: over TLS by ALPN, else by its preface (RFC 9113 §3.2, §3.3). */

import type { Server as Listener } from 'node:http';
import http2, { constants } from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

import { ClientDisconnected } from '@tsgi/contract';
import type { Limits, Timeouts } from '@tsgi/serving';

import { beginsHttp2 } from './begins-http2.ts';
import { serveStream } from './http2-exchange.ts';
import type { Serving } from './serving.ts';

/** Streams at a time on one connection, as RFC 9113 §6.5.2 recommends at least. */
const MOST_STREAMS = 100;

export class Http2Service {
  readonly #server: http2.Http2Server;
  readonly #sessions = new Set<http2.ServerHttp2Session>();
  /** Connections whose protocol is not known yet. */
  readonly #undecided = new Set<Socket>();
  readonly #serving: Serving;
  readonly #limits: Limits;
  readonly #timeouts: Timeouts;

  constructor(serving: Serving, limits: Limits, timeouts: Timeouts) {
    this.#serving = serving;
    this.#limits = limits;
    this.#timeouts = timeouts;
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
      if (!tls) this.#decide(socket, others);
      else if ((socket as TLSSocket).alpnProtocol === 'h2') this.#take(socket);
      else others(socket);
    });
  }

  /** Lets what runs finish, and takes no more (GOAWAY, RFC 9113 §6.8). Who has said nothing yet is sent away. */
  close(): void {
    for (const session of this.#sessions) session.close();
    for (const socket of this.#undecided) if (socket.bytesRead === 0) socket.destroy();
  }

  /** Waits for the first bytes of a connection for as long as for a head. */
  #decide(socket: Socket, others: (socket: Socket) => void): void {
    const timer = timeoutOf(this.#timeouts.headMs, () => socket.destroy());
    const decided = (): void => {
      clearTimeout(timer);
      this.#undecided.delete(socket);
    };
    this.#undecided.add(socket);
    socket.once('close', decided);
    beginsHttp2(socket, (begins) => {
      socket.off('close', decided);
      decided();
      if (begins) this.#take(socket);
      else others(socket);
    });
  }

  #take(socket: Socket): void {
    // Who has ended its side takes no more here, unlike a client of HTTP/1.1.
    socket.allowHalfOpen = false;
    this.#server.emit('connection', socket);
  }

  #onSession(session: http2.ServerHttp2Session): void {
    let streams = 0;
    const running = new Set<http2.ServerHttp2Stream>();
    const { idleMs, writeMs } = this.#timeouts;
    const idle = timeoutOf(idleMs, () => {
      if (running.size === 0) session.close();
    });
    // Nothing has come or gone: it is the application that is at work, unless something waits to be sent.
    session.setTimeout(writeMs === Infinity ? 0 : Math.min(writeMs, 0x7fff_ffff), () => {
      for (const stream of running) {
        if (stream.writableLength === 0) continue;
        // Without an error code it might look whole to a client, what has come of an answer.
        const gone = new ClientDisconnected(`the client took nothing for ${writeMs} ms`);
        return session.destroy(gone, constants.NGHTTP2_CANCEL);
      }
    });
    this.#sessions.add(session);
    session.on('close', () => {
      clearTimeout(idle);
      this.#sessions.delete(session);
    });
    session.on('stream', (stream) => {
      running.add(stream);
      stream.on('close', () => {
        running.delete(stream);
        if (running.size === 0) idle?.refresh();
      });
      if (++streams >= this.#limits.requestsPerConnection) session.close();
    });
    if (this.#serving.gateway.closing) session.close();
  }
}

/** `undefined` for a time that is never over. */
function timeoutOf(ms: number, over: () => void): NodeJS.Timeout | undefined {
  return ms === Infinity ? undefined : setTimeout(over, Math.min(ms, 0x7fff_ffff));
}
