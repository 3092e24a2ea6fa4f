/** One connection: its bytes become exchanges, one at a time, and their answers leave in order. */

import type { Duplex } from 'node:stream';

import { ClientDisconnected, type Environ } from '@tsgi/contract';
import { blankEnviron, ExchangeLife, lastAnswer, requestLine, Responder, Tunnel } from '@tsgi/serving';
import type { Departure, Peer, Refusal, TunnelLink } from '@tsgi/serving';

import { Answer, type AnswerOwner } from './answer.ts';
import { Backlog } from './backlog.ts';
import { ClientWait } from './client-wait.ts';
import type { Sweepable } from './coarse-clock.ts';
import { RequestDecoder, type RequestEvents } from './codec/request-decoder.ts';
import type { RequestHead } from './codec/request-head.ts';
import type { ResponseHead } from './codec/response-head.ts';
import { Output } from './output.ts';
import { type ContentLink, RequestContent } from './request-content.ts';
import { reset } from './reset.ts';
import type { Serving } from './serving.ts';
import { keepAsking, stillConnected } from './still-connected.ts';

/** How long an idle connection of a closing server waits for a request that its client has sent already, in milliseconds. */
export const IN_FLIGHT_MS = 50;

export class Connection implements RequestEvents, AnswerOwner, ContentLink, TunnelLink, Sweepable {
  readonly output: Output;

  readonly #serving: Serving;
  readonly #transport: Duplex;
  readonly #peer: Peer;
  readonly #onClosed: (connection: Connection) => void;
  readonly #decoder: RequestDecoder;
  readonly #answer: Answer;

  // The exchange under way
  #exchange: ExchangeLife | undefined;
  #responder: Responder<ResponseHead> | undefined;
  #request: RequestHead | undefined;
  #content: RequestContent | undefined;
  /** What has taken the place of HTTP. */
  #tunnel: Tunnel | undefined;
  /** Whether the application is to be called once what has arrived with the head has been looked at. */
  #starting = false;
  /** Whether the connection stays open after this exchange. */
  #persistent = true;

  // The connection
  #requests = 0;
  readonly #backlog = new Backlog();
  #processing = false;
  #paused = false;
  #clientEnded = false;
  /** Whether this side has ended: what still comes is dropped; read, if it may, so that the client can read its answer. */
  #ended = false;
  readonly #wait: ClientWait;
  /** Why this side has cut the connection off. */
  #reason: string | undefined;

  constructor(serving: Serving, transport: Duplex, peer: Peer, onClosed: (connection: Connection) => void) {
    this.#serving = serving;
    this.#transport = transport;
    this.#peer = peer;
    this.#onClosed = onClosed;
    serving.clock.add(this);
    this.#wait = new ClientWait(serving.clock, serving.timeouts.bodyProgressBytes);
    this.#decoder = new RequestDecoder(serving.limits, this, serving.scanner);
    this.output = new Output(transport, () => this.#wait.restart());
    this.#answer = new Answer(this.output, this);
    transport.on('end', () => this.#onClientEnd());
    transport.on('error', () => {}); // 'close' follows, and says as much: the client is gone.
    transport.on('close', () => this.#onTransportClosed());
  }

  /** Takes the first `end` bytes of `bytes` from the client; they are only there during the call. */
  receive(bytes: Buffer, end: number): void {
    if (this.#ended) return;
    if (this.#tunnel !== undefined) return this.#tunnel.receive(bytes.subarray(0, end));
    if (this.#backlog.empty) this.#process(bytes, end, false);
    else this.#backlog.hold(bytes.subarray(0, end), false);
    this.output.flush();
    this.steerReading();
  }

  /** Closes where nothing is under way; else after the answers that are owed, as the server's state says. */
  shutDown(): void {
    // A request may be on its way: what still arrives is answered, what meets a connection that is closed is lost.
    setTimeout(() => {
      if (this.#request !== undefined || this.#decoder.midMessage || !this.#backlog.empty || this.#ended) return;
      if (this.output.empty) this.destroy();
      else this.close();
    }, IN_FLIGHT_MS).unref();
  }

  /** Ends this side, and reads on so that no reset destroys what the client has yet to read (RFC 9112 §9.6). */
  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#backlog.take();
    this.#wait.restart();
    this.output.end(() => this.#wait.restart());
    if (this.#paused) this.#transport.resume();
  }

  /** Cuts the connection off. @param reason What an exchange under way is told. */
  destroy(reason?: string): void {
    this.#reason ??= reason;
    this.#ended = true;
    this.#transport.destroy();
  }

  /** Answers in place of an application, and closes. */
  refuse({ status, reason }: Refusal, ofHead = false): void {
    const responder = this.#responder;
    // Beside the answer that is out already, another would be taken for the next request's.
    if (responder === undefined && this.#request !== undefined) return this.close();
    this.#starting = false;
    this.#exchange = this.#responder = this.#request = undefined;
    if (responder !== undefined) {
      const late = responder.committed;
      responder.abort(this.#content?.fail(reason) ?? new ClientDisconnected(reason));
      if (late) return this.destroy();
    }
    this.output.text(lastAnswer(status, reason, ofHead), true);
    this.close();
  }

  // RequestEvents: what the decoder finds

  blankEnviron(http11: boolean): Environ {
    return blankEnviron(this.#serving, this.#peer, http11 ? 'HTTP/1.1' : 'HTTP/1.0', http11);
  }

  onHead(head: RequestHead): void {
    this.#request = head;
    this.#requests++;
    this.#starting = true;
    this.#exchange = new ExchangeLife(this.#serving.gateway);
    this.#responder = new Responder(this.#answer.to(head), this.#exchange, this.#serving.gateway);
    if (head.section.contentLength === 0) return;
    this.#content = new RequestContent(this, head.section, this.#serving.limits.bodyBytes);
    head.environ['tsgi.input'] = this.#content.input;
    this.#wait.restart();
  }

  onContent(bytes: Buffer, start: number, end: number): void {
    this.#wait.progress(end - start);
    this.#content!.receive(bytes.subarray(start, end));
    if (this.#content!.excessive) this.close();
  }

  onEnd(): void {
    this.#content?.input.end();
    if (!this.#starting && this.#exchange === undefined) this.#next();
  }

  // ContentLink: what the request content asks

  sendContinue(): void {
    if (this.#responder?.committed !== false) return;
    this.output.text('HTTP/1.1 100 Continue\r\n\r\n', true);
    this.output.flushSoon();
    this.#wait.restart();
  }

  steerReading(): void {
    const full = this.#backlog.full || this.#content?.input.full === true;
    if (full === this.#paused || this.#ended) return;
    this.#paused = full;
    if (full) this.#transport.pause();
    else this.#transport.resume();
  }

  // AnswerOwner: what the answer asks

  persists(delimited: boolean): boolean {
    const { limits, gateway } = this.#serving;
    return (this.#persistent =
      delimited &&
      !gateway.closing &&
      this.#request!.section.keepAlive &&
      this.#requests < limits.requestsPerConnection &&
      this.#content?.mustClose(this.#decoder.remaining) !== true);
  }

  statusOf(error: unknown): number {
    return this.#content?.input.statusOf(error) ?? 0;
  }

  cutOff(delimited: boolean): void {
    this.output.flush();
    // Where the end of the connection would look like the end of the answer, only a reset says otherwise.
    if (!delimited) reset(this.#transport);
    this.destroy();
  }

  report(error: unknown): void {
    this.#serving.gateway.report(requestLine(this.#request?.environ), error);
  }

  leaveHttp(handler: Departure['handler']): void {
    this.#tunnel = new Tunnel(this.#transport, this);
    this.#tunnel.run(handler);
    this.#passOn();
  }

  onOver(): void {
    this.#exchange = this.#responder = undefined;
    if (this.#ended || this.#transport.destroyed) return;
    if (!this.#decoder.inContent) this.#next();
    else if (!this.#persistent) this.close();
    else {
      this.#content!.drain();
      this.#wait.restart();
    }
    if (!this.#processing) this.#resume();
  }

  // Sweepable: what time says

  sweep(): void {
    const { headMs, bodyMs, idleMs, writeMs, lingerMs } = this.#serving.timeouts;
    const wait = this.#wait;
    if (this.#ended) {
      if (this.#tookNothing(this.#transport.writableFinished ? lingerMs : writeMs)) this.destroy();
    } else if (this.output.stalled) {
      if (this.#tookNothing(writeMs)) this.destroy(`the client took nothing for ${writeMs} ms`);
    } else if (this.#exchange !== undefined && this.#content?.input.waiting !== true) {
      wait.restart(); // It is the application that is at work.
      // Where nothing is read, no event tells that the client has gone.
      if ((this.#paused || this.#clientEnded) && !stillConnected(this.#transport)) this.destroy();
    } else if (this.#decoder.inContent) {
      if (wait.exceeds(bodyMs)) this.refuse({ status: 408, reason: 'the content came too slowly (RFC 9110 §15.5.9)' });
    } else if (this.#decoder.midMessage) {
      if (wait.exceeds(headMs)) this.refuse({ status: 408, reason: 'the head came too slowly (RFC 9110 §15.5.9)' });
    } else if (wait.exceeds(idleMs)) this.close();
    else this.#decoder.forget();
  }

  /** Whether the client has been waited for longer than `ms`, and took nothing meanwhile. */
  #tookNothing(ms: number): boolean {
    // Of a large write only part may have been taken, which no event tells.
    if (this.output.progressed) this.#wait.restart();
    return this.#wait.exceeds(ms);
  }

  // From bytes to exchanges

  /** @param kept Whether `bytes` stay as they are after the call. */
  #process(bytes: Buffer, end: number, kept: boolean): void {
    this.#processing = true;
    const idle = !this.#decoder.midMessage;
    let at = 0;
    while (at < end && !this.#ended) {
      // The next request waits for the one under way, or for the client to take its answers.
      if (!this.#decoder.inContent && (this.#exchange !== undefined || !this.output.ready)) {
        this.#backlog.hold(bytes.subarray(at, end), kept);
        if (this.#exchange === undefined) this.output.whenReady(() => this.#resume());
        break;
      }
      at = this.#decoder.decode(bytes, at, end);
      if (this.#starting && !this.#decoder.inContent) this.#start(at < end);
    }
    if (this.#starting) this.#start(false);
    if (idle && this.#decoder.midMessage && this.#request === undefined) this.#wait.restart();
    this.#processing = false;
    this.#passOn();
  }

  /** What came behind the request that left HTTP belongs to what has taken its place. */
  #passOn(): void {
    const early = this.#tunnel && this.#backlog.take();
    if (early !== undefined) this.#tunnel?.receive(early);
  }

  /** @param more Whether what follows this request is there, to be answered in this turn too. */
  #start(more: boolean): void {
    this.#starting = false;
    this.output.gathers = more;
    this.#responder!.run();
    this.output.gathers = false;
  }

  /** The exchange is over, and its content has been passed over. */
  #next(): void {
    this.#exchange = this.#responder = this.#request = this.#content = undefined;
    this.#wait.restart();
    if (!this.#persistent) this.close();
    // The head was out before the close, and said that another request may follow.
    else if (this.#serving.gateway.closing) this.shutDown();
  }

  #resume(): void {
    const early = this.#ended ? undefined : this.#backlog.take();
    if (early !== undefined) this.#process(early, early.length, true);
    this.output.flush();
    this.steerReading();
    if (this.#clientEnded) this.#onClientEnd();
  }

  // What the transport says

  #onClientEnd(): void {
    this.#clientEnded = true;
    this.#tunnel?.end();
    if (this.#ended || this.#tunnel !== undefined) return;
    if (this.#exchange !== undefined) {
      if (this.#decoder.inContent || !keepAsking(this.#transport)) this.destroy();
    } else if (this.#backlog.empty) {
      if (this.#decoder.midMessage) this.refuse({ status: 400, reason: 'the head is not complete (RFC 9112 §8)' });
      else this.close();
    }
  }

  #onTransportClosed(): void {
    if (this.#tunnel !== undefined && this.#reason === undefined) this.#responder?.onLeft();
    this.#tunnel?.close();
    const gone = this.#content?.fail(this.#reason) ?? new ClientDisconnected(this.#reason);
    this.#responder?.abort(gone);
    this.#exchange?.abort(gone);
    this.#serving.clock.delete(this);
    this.#onClosed(this);
  }
}
