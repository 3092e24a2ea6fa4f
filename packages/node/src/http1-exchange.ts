/** One exchange over `node:http`: its request, its answer, and what the machine needs to know of both. */

import type { IncomingMessage, ServerResponse } from 'node:http';

import { ClientDisconnected, type Environ } from '@tsgi/contract';
import { askedProtocols, type CheckedHead, type Departure, ExchangeLife, requestLine, Responder } from '@tsgi/serving';

import { type AnswerOwner, Http1Answer } from './http1-answer.ts';
import { announcedLength } from './http1-request.ts';
import { type ContentOwner, RequestContent } from './request-content.ts';
import type { Serving } from './serving.ts';

/** What an exchange asks of whoever has begun it. */
export interface ExchangeOwner {
  /** Whether the connection may leave HTTP after this request. */
  readonly canLeave: boolean;
  /** Gives the connection to the handler of `tsgi.upgrade`. */
  leaveHttp(departure: Departure): void;
  /** The exchange is over. */
  onOver(): void;
}

export class Http1Exchange implements AnswerOwner, ContentOwner {
  readonly environ: Environ;
  readonly informs: boolean;

  readonly #response: ServerResponse;
  readonly #serving: Serving;
  readonly #owner: ExchangeOwner;
  readonly #life: ExchangeLife;
  readonly #responder: Responder<CheckedHead>;
  readonly #content: RequestContent | undefined;

  /** @param environ A new environ, filled from the request's head. */
  constructor(
    environ: Environ,
    request: IncomingMessage,
    response: ServerResponse,
    serving: Serving,
    owner: ExchangeOwner,
  ) {
    this.environ = environ;
    this.informs = request.httpVersion === '1.1';
    this.#response = response;
    this.#serving = serving;
    this.#owner = owner;
    this.#life = new ExchangeLife(serving.gateway);
    this.#responder = new Responder(new Http1Answer(response, this), this.#life, serving.gateway);
    const announced = announcedLength(environ);
    if (announced === 0) return;
    const awaited = environ.HTTP_EXPECT !== undefined && this.informs;
    this.#content = new RequestContent(request, announced, serving.bodyBytes, awaited, this);
    environ['tsgi.input'] = this.#content.input;
  }

  /** Calls the application. */
  run(): void {
    this.#responder.run();
  }

  /** The client has gone, or is sent away. */
  abort(reason?: string): void {
    const gone = this.#content?.fail(reason) ?? new ClientDisconnected(reason);
    this.#responder.abort(gone);
    this.#life.abort(gone);
  }

  /** The connection that has left HTTP has come to its end. */
  onLeft(): void {
    this.#responder.onLeft();
  }

  // AnswerOwner

  get asked(): string | undefined {
    return this.#owner.canLeave ? askedProtocols(this.environ) : undefined;
  }

  get persists(): boolean {
    return !this.#serving.gateway.closing && this.#content?.mustClose !== true;
  }

  statusOf(error: unknown): number {
    return this.#content?.input.statusOf(error) ?? 0;
  }

  report(error: unknown): void {
    this.#serving.gateway.report(requestLine(this.environ), error);
  }

  leaveHttp(departure: Departure): void {
    this.#owner.leaveHttp(departure);
  }

  onOver(): void {
    this.#content?.drain();
    this.#owner.onOver();
  }

  // ContentOwner

  sendContinue(): void {
    if (!this.#responder.committed && !hasContinued(this.#response)) this.#response.writeContinue();
  }

  onExcess(): void {
    this.#response.req.socket.destroy();
  }
}

/** Whether Node has sent `100 Continue` already: its servers do so before they call a listener, and show it in no other way. */
function hasContinued(response: ServerResponse): boolean {
  // oxlint-disable-next-line no-underscore-dangle -- Node's own name
  return (response as { _sent100?: boolean })._sent100 === true;
}
