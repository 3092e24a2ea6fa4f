/** One connection of `node:http`: its exchanges, one at a time. */

import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { Environ } from '@tsgi/contract';
import { blankEnviron, type Departure, type Peer, plainAnswer, type Refusal } from '@tsgi/serving';

import { FieldMemo } from './field-memo.ts';
import { type ExchangeOwner, Http1Exchange } from './http1-exchange.ts';
import { announcedLength, readFields, readRequestLine } from './http1-request.ts';
import { leaveHttp } from './leave-http.ts';
import { peerOf } from './peer.ts';
import { sendAway } from './send-away.ts';
import type { Serving } from './serving.ts';

type Waiting = readonly [request: IncomingMessage, response: ServerResponse, upgrade: Buffer | undefined];

/**
 * Where so many requests wait, no more is read before half of them have been answered. Node itself stops only where
 * answers wait, and here none is made before its turn.
 */
const MOST_WAITING = 32;

export class Http1Connection implements ExchangeOwner {
  readonly #serving: Serving;
  readonly #socket: Socket;
  readonly #peer: Peer;
  readonly #memo = new FieldMemo();
  #exchange: Http1Exchange | undefined;
  /** The response of the exchange that was started last. */
  #response: ServerResponse | undefined;
  /** What came behind a request that asks to leave HTTP, and its response. */
  #upgrade: { readonly head: Buffer; readonly response: ServerResponse } | undefined;
  /** Requests that came before the answer to an earlier one was over (rule S42). */
  readonly #waiting: Waiting[] = [];
  /** Whether these are being started. */
  #catchingUp = false;
  /** Whether no more is read. */
  #paused = false;
  #steering = false;
  /** Whether `node:http` has let go of the connection: what comes now is for whoever takes it over. */
  #detached = false;
  #left = false;
  /** Whether a request was refused: what comes behind it is not looked at. */
  #refused = false;
  #reason: string | undefined;

  constructor(serving: Serving, socket: Socket) {
    this.#serving = serving;
    this.#socket = socket;
    this.#peer = peerOf(socket);
    socket.on('close', () => this.#onClosed());
  }

  /** Takes a request that `node:http` has read. */
  receive(request: IncomingMessage, response: ServerResponse): void {
    if (this.#exchange === undefined) this.#start(request, response, undefined);
    else this.#wait([request, response, undefined]);
  }

  /**
   * Takes a request that asks to leave HTTP, or CONNECT, which is refused in its turn: `node:http` has let go of the connection.
   * @param head What came behind.
   */
  receiveUpgrade(request: IncomingMessage, head: Buffer): void {
    this.#detached = true;
    // Node looks after neither any more: an error that nobody hears of would end the process, and answers wait for room.
    this.#socket.on('error', () => {}); // 'close' follows.
    this.#socket.on('drain', () => this.#response?.emit('drain'));
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.on('finish', () => sendAway(this.#socket));
    if (this.#exchange === undefined) this.#start(request, response, head);
    else this.#wait([request, response, head]);
  }

  /** Cuts the connection off. @param reason What an exchange under way is told. */
  destroy(reason: string): void {
    this.#reason = reason;
    this.#socket.destroy();
  }

  /** Closes at once where nothing is under way. */
  closeIfIdle(): void {
    if (this.#exchange === undefined) this.#socket.end();
  }

  #wait(waiting: Waiting): void {
    if (this.#waiting.push(waiting) === MOST_WAITING) this.#paused = true;
    this.#steer();
  }

  /** Stops reading, or goes on. Not before Node is done with what it has read: it goes on itself behind each request. */
  #steer(): void {
    if (!this.#paused || this.#steering) return;
    this.#steering = true;
    process.nextTick(() => {
      this.#steering = false;
      if (this.#detached) return;
      this.#paused = this.#waiting.length > MOST_WAITING / 2;
      if (this.#paused) this.#socket.pause();
      else this.#socket.resume();
    });
  }

  #start(request: IncomingMessage, response: ServerResponse, upgrade: Buffer | undefined): void {
    if (this.#refused) return;
    const serving = this.#serving;
    if (upgrade !== undefined) response.assignSocket(this.#socket);
    this.#upgrade = upgrade && { head: upgrade, response };
    const environ = this.#environOf(request);
    if ('status' in environ) return this.#refuse(response, environ);
    const refusal = readRequestLine(environ, request.method, request.url);
    if (refusal !== undefined) return this.#refuse(response, refusal);
    if (upgrade !== undefined && announcedLength(environ) !== 0) {
      return this.#refuse(response, { status: 501, reason: 'content before an upgrade is not read (RFC 9110 §7.8)' });
    }
    const exchange = new Http1Exchange(environ, request, response, serving, this);
    this.#exchange = exchange;
    this.#response = response;
    exchange.run();
  }

  /** What comes of a request's header fields, or why it is refused. */
  #environOf(request: IncomingMessage): Environ | Refusal {
    const { rawHeaders } = request;
    const http11 = request.httpVersion === '1.1';
    const known = http11 ? this.#memo.recall(rawHeaders) : undefined;
    if (known !== undefined) return known;
    const serving = this.#serving;
    const environ = blankEnviron(serving, this.#peer, http11 ? 'HTTP/1.1' : 'HTTP/1.0', http11);
    const refusal = readFields(environ, request, rawHeaders, serving.headerCount);
    if (refusal !== undefined) return refusal;
    if (http11) this.#memo.remember(rawHeaders, environ);
    return environ;
  }

  #refuse(response: ServerResponse, refusal: Refusal): void {
    this.#refused = true;
    refuse(response, refusal);
  }

  // ExchangeOwner

  get canLeave(): boolean {
    return this.#upgrade !== undefined;
  }

  leaveHttp(departure: Departure): void {
    const { head, response } = this.#upgrade!;
    const exchange = this.#exchange!;
    const socket = this.#socket;
    this.#left = true;
    response.detachSocket(socket);
    leaveHttp(socket, head, departure, (error) => exchange.report(error));
  }

  onOver(): void {
    this.#exchange = undefined;
    if (!this.#catchingUp && this.#waiting.length > 0) this.#catchUp();
  }

  /** A loop: one that is answered at once is over within its call, and thousands within one another are too many. */
  #catchUp(): void {
    this.#catchingUp = true;
    while (this.#exchange === undefined && this.#waiting.length > 0 && !this.#socket.destroyed) {
      if (this.#mustWait(this.#waiting[0]!)) break;
      this.#start(...this.#waiting.shift()!);
    }
    this.#catchingUp = false;
    this.#steer();
  }

  /** Node gives a connection from response to response, but for that of an upgrade: it can have it when the one before has let go. */
  #mustWait([, , upgrade]: Waiting): boolean {
    const before = this.#response;
    if (upgrade === undefined || before === undefined || (before.writableFinished && before.socket === null))
      return false;
    before.once('finish', () => this.#catchUp());
    return true;
  }

  #onClosed(): void {
    this.#waiting.length = 0;
    if (this.#left && this.#reason === undefined) this.#exchange?.onLeft();
    else this.#exchange?.abort(this.#reason);
  }
}

/** Answers in place of an application, and closes. */
export function refuse(response: ServerResponse, { status, reason }: Refusal): void {
  const { status: line, headers, text } = plainAnswer(status, reason);
  response.shouldKeepAlive = false;
  response.writeHead(status, line.slice(4), headers.flat());
  response.end(text);
}
