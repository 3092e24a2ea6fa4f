/** The application's side of an exchange: calls it, and carries its answer out by the table of exchange states. */

import { type Body, type Chunk, ClientDisconnected, ContractError, type HeaderList, type Status } from '@tsgi/contract';

import { BodyPump, type PumpSink } from './body-pump.ts';
import { BodyWriter, byteLength } from './body-writer.ts';
import { type AnswerState, Capabilities, type Departure } from './capabilities.ts';
import { kindOf } from './kind-of.ts';
import { chooseFraming, framingLine, UNTIL_CLOSE } from './codec/framing.ts';
import type { RequestHead } from './codec/request-head.ts';
import { dateLine, encodeResponseHead, encodeTrailers, type ResponseHead } from './codec/response-head.ts';
import type { ExchangeLife } from './exchange.ts';
import { isBody } from './is-body.ts';
import { isPromiseLike } from './is-promise-like.ts';
import { type Output, PIECE_BYTES } from './output.ts';
import { plainAnswer } from './plain-answer.ts';
import type { ResponderLink } from './responder-link.ts';
import { type FailureReport, tearDown } from './tear-down.ts';
import type { Serving } from './serving.ts';

const State = { idle: 0, started: 1, committed: 2, over: 3 } as const;

export class Responder implements AnswerState, PumpSink, FailureReport {
  readonly #link: ResponderLink;
  readonly #request: RequestHead;
  readonly #toHead: boolean;
  readonly #life: ExchangeLife;
  readonly #serving: Serving;
  #state: number = State.idle;
  #head: ResponseHead | undefined;
  #body: Body | undefined;
  #writer: BodyWriter | undefined;
  #pump: BodyPump | undefined;
  /** The content's length in bytes, where it is known though the head may not say it. */
  #length: number | undefined;
  #capabilities: Capabilities | undefined;

  constructor(link: ResponderLink, request: RequestHead, life: ExchangeLife, serving: Serving) {
    this.#link = link;
    this.#request = request;
    this.#toHead = request.environ.REQUEST_METHOD === 'HEAD';
    this.#life = life;
    this.#serving = serving;
  }

  // AnswerState: what the capabilities ask

  get output(): Output {
    return this.#link.output;
  }

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
    const { environ, http11 } = this.#request;
    environ['tsgi.exchange'] = this.#life.exchange;
    this.#serving.running++;
    if (http11) {
      this.#capabilities = new Capabilities(this);
      this.#capabilities.offer(environ);
    }
    let result: Body | PromiseLike<Body>;
    try {
      result = this.#serving.app(environ, (status, headers, error) => this.#start(status, headers, error));
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
    if (this.#body !== undefined) this.#tearDown();
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
    this.#head = encodeResponseHead(status, headers);
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
    const departure = this.#capabilities?.departure;
    if (departure !== undefined) return this.#leave(departure, body);
    const head = this.#head;
    if (head === undefined) throw breach('A2', 'the application returned a body without having called startResponse');
    if (this.#sendBodiless(head)) return;
    if (Array.isArray(body)) this.#sendArray(head, body);
    else this.#pumpBody(body);
  }

  /** Leaves HTTP. The exchange is over when the connection is. */
  #leave({ head, handler, body }: Departure, returned: Body): void {
    if (returned !== body || this.started) {
      throw breach('A29', 'the application called tsgi.upgrade, and returned another body or called startResponse');
    }
    this.#state = State.committed;
    this.#life.status = 101;
    this.output.latin1(head);
    this.output.flush();
    this.#link.leaveHttp(handler);
  }

  /** Ends the exchange with its head, where no content may follow. */
  #sendBodiless(head: ResponseHead): boolean {
    if (!this.#toHead && head.code !== 204 && head.code !== 205 && head.code !== 304) return false;
    // RFC 9112 §6.3 frames all of these by themselves, but not 205.
    this.#commit(head, head.code === 205 ? framingLine(0, head) : '');
    this.#tearDown();
    return true;
  }

  /** An array has a length: a short text leaves in one piece with its head, the rest is streamed with `Content-Length`. */
  #sendArray(head: ResponseHead, chunks: readonly Chunk[]): void {
    let length = 0;
    for (const chunk of chunks) length += byteLength(chunk);
    if (head.contentLength !== -1 && head.contentLength !== length) {
      throw breach('A15', `the body has ${length} bytes, its Content-Length says ${head.contentLength}`);
    }
    const text = chunks.length === 1 ? chunks[0] : '';
    if (
      chunks.length > 1 ||
      typeof text !== 'string' ||
      length > PIECE_BYTES ||
      this.#capabilities?.trailers !== undefined
    ) {
      this.#length = length;
      this.#pumpBody(chunks);
      return;
    }
    this.#commit(head, framingLine(length, head), true, text, length === text.length);
    this.#life.bytes = length;
    this.#tearDown();
  }

  #pumpBody(body: Body): void {
    this.#pump = new BodyPump(this, this.#link.output);
    this.#pump.start(body);
  }

  // PumpSink: what the body gives

  get ready(): boolean {
    return this.#writer?.ready !== false;
  }

  /** The first chunk commits the head, an empty one too. */
  onChunk(chunk: Chunk): void {
    // Before the head is committed: what is no chunk can then still be answered 500.
    const length = byteLength(chunk);
    const writer = this.#writer ?? this.#begin();
    writer?.write(chunk, length);
  }

  onEnd(): void {
    const writer = this.#writer ?? this.#begin();
    if (writer === undefined) return;
    const trailers = this.#capabilities?.trailers;
    writer.end(trailers === undefined ? '' : encodeTrailers(trailers()));
    this.#tearDown();
  }

  /** @returns nothing where the head, which an error may have replaced meanwhile, has no content. */
  #begin(): BodyWriter | undefined {
    const head = this.#head!;
    if (this.#sendBodiless(head)) return undefined;
    const framing = chooseFraming({
      head,
      http11: this.#request.http11,
      trailers: this.#capabilities?.trailers !== undefined,
      length: this.#length,
    });
    this.#commit(head, framingLine(framing, head), framing !== UNTIL_CLOSE);
    return (this.#writer = new BodyWriter(this.#link.output, framing));
  }

  /** Sends the head, and `text` with it. @param delimited Whether the end of the content can be told without closing. */
  #commit(head: ResponseHead, framing: string, delimited = true, text = '', ascii = true): void {
    this.#state = State.committed;
    this.#life.status = head.code;
    const connection = this.#link.persists(delimited)
      ? this.#request.http11
        ? ''
        : 'Connection: keep-alive\r\n'
      : 'Connection: close\r\n';
    const whole = `${head.text}${head.dated ? '' : dateLine()}${framing}${connection}\r\n`;
    const { output } = this.#link;
    if (head.ascii) output.text(whole + text, ascii);
    else {
      output.latin1(whole);
      output.text(text, ascii);
    }
  }

  /** Before the head is sent a failure is answered, after it the connection is cut off; it is reported once. */
  onFailure(error: unknown): void {
    if (this.#state === State.over) return;
    if (!this.#life.aborted) {
      const own = this.committed ? 0 : this.#link.statusOf(error);
      if (own === 0) this.#link.report(error);
      this.#life.abort(error);
      if (this.committed) this.#link.cutOff(this.#writer?.delimited !== false);
      else {
        const { head, text } = plainAnswer(own === 0 ? 500 : own);
        const bodiless = this.#toHead;
        this.#commit(head, '', true, bodiless ? '' : text);
        this.#life.bytes = bodiless ? 0 : text.length;
      }
    }
    this.#tearDown();
  }

  /** Ends the iteration, disposes of the body, runs what was deferred; once. */
  #tearDown(): void {
    if (this.#state === State.over) return;
    this.#state = State.over;
    if (this.#writer !== undefined) this.#life.bytes = this.#writer.sent;
    const disposal = tearDown(this.#pump, this.#body, this);
    if (disposal === undefined) return this.#finish();
    this.#link.output.flush();
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
      return this.#over();
    }
    this.#link.output.whenFlushed((error) => {
      if (error) this.#life.abort(new ClientDisconnected(undefined, { cause: error }));
      this.#life.finish(
        (failure) => this.#link.report(failure),
        () => this.#over(),
      );
    });
  }

  #over(): void {
    this.#link.onOver();
    this.#serving.running--;
    if (this.#serving.closing) this.#serving.onProgress();
  }
}

function breach(rule: string, message: string): ContractError {
  return new ContractError(rule, 'application', message);
}
