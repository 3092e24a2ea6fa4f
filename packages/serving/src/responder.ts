/** The application's side of an exchange: calls it, and carries its answer out by the table of exchange states. */

import { type Body, type Chunk, ClientDisconnected, type HeaderList, isPromiseLike, type Status } from '@tsgi/contract';

import type { AnswerHead } from './answer-head.ts';
import type { AnswerLink, FlushWaiter } from './answer-link.ts';
import { BodyPump, type PumpSink } from './body-pump.ts';
import { breach } from './breach.ts';
import { type AnswerState, Capabilities } from './capabilities.ts';
import { checkTrailers } from './check-head.ts';
import type { ExchangeEnd, ExchangeLife } from './exchange-life.ts';
import type { Gateway } from './gateway.ts';
import { isBody } from './is-body.ts';
import { kindOf } from './kind-of.ts';
import { plainAnswer } from './plain-answer.ts';
import { endingBy } from './ending-by.ts';
import { type FailureReport, tearDown } from './tear-down.ts';

const State = { idle: 0, started: 1, committed: 2, over: 3 } as const;

export class Responder<Head extends AnswerHead>
  implements AnswerState, PumpSink, FailureReport, FlushWaiter, ExchangeEnd
{
  readonly #link: AnswerLink<Head>;
  readonly #toHead: boolean;
  readonly #life: ExchangeLife;
  readonly #gateway: Gateway;
  #state: number = State.idle;
  #head: Head | undefined;
  #body: Body | undefined;
  #pump: BodyPump | undefined;
  /** The content's length in bytes, where it is known though the head may not say it; else -1. */
  #length = -1;
  /** Whether a head that content follows has been sent. */
  #begun = false;
  /** Bytes of content taken. */
  #taken = 0;
  #capabilities: Capabilities | undefined;

  constructor(link: AnswerLink<Head>, life: ExchangeLife, gateway: Gateway) {
    this.#link = link;
    this.#toHead = link.environ.REQUEST_METHOD === 'HEAD';
    this.#life = life;
    this.#gateway = gateway;
  }

  // AnswerState: what the capabilities ask

  get started(): boolean {
    return this.#state !== State.idle;
  }

  /** Whether the head has been sent. */
  get committed(): boolean {
    return this.#state >= State.committed;
  }

  get aborted(): boolean {
    return this.#life.aborted;
  }

  /** Calls the application. Where it is synchronous, the exchange may be over when this returns. */
  run(): void {
    const link = this.#link;
    const { environ } = link;
    environ['tsgi.exchange'] = this.#life.exchange;
    this.#gateway.running++;
    if (link.informs) {
      this.#capabilities = new Capabilities(this, link);
      this.#capabilities.offer(environ);
    }
    let result: Body | PromiseLike<Body>;
    try {
      result = this.#gateway.app(environ, (status, headers, error) => this.#start(status, headers, error));
      // A thenable that keeps no promise's rules becomes a promise; a promise stays as it is.
      if (isPromiseLike(result)) result = Promise.resolve(result);
    } catch (error) {
      return this.onFailure(error);
    }
    if (!(result instanceof Promise)) return this.#settle(result as Body);
    result.then(
      (body) => this.#settle(body),
      (error: unknown) => this.onFailure(error),
    );
  }

  /** The connection that has left HTTP has come to its end. */
  onLeft(): void {
    this.#tearDown();
  }

  /** Ends the exchange early. An application that has not settled yet is waited for: what it returns is disposed of. */
  abort(error: unknown): void {
    this.#life.abort(error);
    if (this.#body === undefined) return;
    // A generator that is running can neither be ended nor lose what it needs.
    if (this.#pump === undefined) this.#tearDown();
    else this.#pump.afterStep(() => this.#tearDown());
  }

  #start(status: Status, headers: HeaderList, error: unknown): void {
    if (this.#life.aborted || this.committed) {
      // oxlint-disable-next-line typescript/only-throw-error -- the caller's own value goes back as it came (rule S6)
      if (error !== undefined) throw error;
      if (this.#life.aborted) return;
    }
    if (this.#state !== State.idle && error === undefined) {
      throw breach(
        'A3',
        'startResponse was called a second time, which only an error allows: pass it as the third argument',
      );
    }
    this.#head = this.#link.encodeHead(status, headers);
    this.#state = State.started;
  }

  #settle(body: Body): void {
    if (isBody(body)) this.#body = body;
    if (this.#life.aborted) return this.#tearDown();
    try {
      this.#send(body);
    } catch (error) {
      this.onFailure(error);
    }
  }

  #send(body: Body): void {
    if (this.#body === undefined) {
      throw breach(
        'A12',
        `the application must return a body, such as an array of strings; it returned ${kindOf(body)}`,
      );
    }
    if (this.#capabilities?.departure !== undefined) return this.#leave(this.#capabilities, body);
    const head = this.#head;
    if (head === undefined) {
      throw breach(
        'A2',
        'the application returned a body and had not called startResponse: call it first, as in startResponse("200 OK", [])',
      );
    }
    if (this.#sendBodiless(head)) return;
    if (Array.isArray(body)) this.#sendArray(head, body);
    else this.#pumpBody(body);
  }

  /** Leaves HTTP. The exchange is over when the connection is. */
  #leave({ departure, departed }: Capabilities, returned: Body): void {
    if (returned !== departed || this.started) {
      throw breach('A29', 'the application called tsgi.upgrade, and returned another body or called startResponse');
    }
    this.#state = State.committed;
    this.#life.status = 101;
    this.#link.leaveHttp(endingBy(departure!, this.#life));
  }

  /** Ends the exchange with its head, where no content may follow. */
  #sendBodiless(head: Head): boolean {
    if (!this.#toHead && head.code !== 204 && head.code !== 205 && head.code !== 304) return false;
    this.#commit(head);
    this.#link.sendHead(head);
    this.#tearDown();
    return true;
  }

  /** An array has a length: what fits into one piece leaves with its head, the rest is streamed with `Content-Length`. */
  #sendArray(head: Head, chunks: readonly Chunk[]): void {
    let length = 0;
    // By its index: an iterator would be made for what is mostly one chunk.
    for (let i = 0; i < chunks.length; i++) length += this.#lengthOf(chunks[i]!);
    if (head.contentLength !== -1 && head.contentLength !== length) {
      throw breach('A15', `the body has ${length} bytes, its Content-Length says ${head.contentLength}`);
    }
    if (this.#capabilities?.trailers === undefined && this.#link.sendWhole(head, chunks, length)) {
      this.#commit(head);
      this.#life.bytes = length;
      this.#tearDown();
      return;
    }
    this.#length = length;
    this.#pumpBody(chunks);
  }

  #pumpBody(body: Body): void {
    this.#pump = new BodyPump(this, this.#link);
    this.#pump.start(body);
  }

  #lengthOf(chunk: Chunk): number {
    if (typeof chunk === 'string') return this.#link.textLength(chunk);
    if (chunk instanceof Uint8Array) return chunk.byteLength;
    throw breach('A13', `the body must yield strings and Uint8Arrays, it yielded ${kindOf(chunk)}`);
  }

  // PumpSink: what the body gives

  get ready(): boolean {
    return !this.#begun || this.#link.ready;
  }

  /** The first chunk commits the head, an empty one too. */
  onChunk(chunk: Chunk): void {
    // Before the head is committed: what is no chunk can then still be answered 500.
    const length = this.#lengthOf(chunk);
    if (!this.#begun && !this.#begin()) return;
    if (length === 0) return;
    if (this.#length !== -1 && this.#taken + length > this.#length) {
      throw breach('A15', `the body is longer than its Content-Length of ${this.#length} bytes`);
    }
    this.#taken += length;
    this.#link.write(chunk, length);
  }

  onEnd(): void {
    if (!this.#begun && !this.#begin()) return;
    if (this.#length !== -1 && this.#taken !== this.#length) {
      throw breach('A15', `the body ended after ${this.#taken} bytes, its Content-Length says ${this.#length}`);
    }
    const trailers = this.#capabilities?.trailers;
    this.#link.end(trailers === undefined ? undefined : checkTrailers(trailers()));
    this.#tearDown();
  }

  /** @returns whether content follows: the head, which an error may have replaced meanwhile, may have none. */
  #begin(): boolean {
    const head = this.#head!;
    if (this.#sendBodiless(head)) return false;
    const trailers = this.#capabilities?.trailers !== undefined;
    if (trailers && head.contentLength !== -1) {
      throw breach('A27', 'tsgi.trailers was called beside a Content-Length, which leaves trailer fields no place');
    }
    if (trailers) this.#length = -1;
    else if (head.contentLength !== -1) this.#length = head.contentLength;
    this.#commit(head);
    this.#begun = true;
    this.#link.begin(head, this.#length, trailers);
    return true;
  }

  #commit(head: Head): void {
    this.#state = State.committed;
    this.#life.status = head.code;
  }

  /** Before the head is sent a failure is answered, after it the connection is cut off; it is reported once. */
  onFailure(error: unknown): void {
    if (this.#state === State.over) return;
    if (!this.#life.aborted) {
      const own = this.committed ? 0 : this.#link.statusOf(error);
      if (own === 0) this.#link.report(error);
      this.#life.abort(error);
      if (this.committed) this.#link.cutOff();
      else this.#answerPlainly(own === 0 ? 500 : own);
    }
    this.#tearDown();
  }

  #answerPlainly(code: number): void {
    const { status, headers, text } = plainAnswer(code);
    const head = this.#link.encodeHead(status, headers);
    this.#commit(head);
    if (this.#toHead) return this.#link.sendHead(head);
    this.#link.sendWhole(head, [text], text.length);
    this.#life.bytes = text.length;
  }

  /** Ends the iteration, disposes of the body, runs what was deferred; once. */
  #tearDown(): void {
    if (this.#state === State.over) return;
    this.#state = State.over;
    if (this.#begun) this.#life.bytes = this.#link.sent;
    const disposal = tearDown(this.#pump, this.#body, this);
    if (disposal === undefined) return this.#finish();
    this.#link.flush();
    void disposal.then(() => this.#finish());
  }

  /** What the teardown fails with, unless it is known already, or is about the client's having gone (rule S13). */
  report(error: unknown): void {
    const { error: cause } = this.#life;
    if (error !== cause && !(cause instanceof ClientDisconnected)) this.#link.report(error);
  }

  #finish(): void {
    if (!this.#life.hasDeferred) {
      this.#life.end();
      return this.onFinished();
    }
    this.#link.whenFlushed(this);
  }

  /** The answer is out, or never will be: what was deferred runs. */
  onFlushed(error?: Error | null): void {
    if (error) this.#life.abort(new ClientDisconnected(undefined, { cause: error }));
    // What the transport may still gather is not to wait for what is deferred.
    if (!this.#life.finish(this)) this.#link.flush();
  }

  // ExchangeEnd: what the deferred functions come to

  onDeferredFailure(error: unknown): void {
    this.#link.report(error);
  }

  onFinished(): void {
    this.#link.onOver();
    this.#gateway.running--;
    if (this.#gateway.closing) this.#gateway.onProgress();
  }
}
