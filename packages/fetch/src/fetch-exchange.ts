/** One `Request`, and the `Response` to it. */

import { ClientDisconnected, type Environ } from '@tsgi/contract';
import {
  type CheckedHead,
  ExchangeLife,
  type Gateway,
  plainAnswer,
  type Refusal,
  requestLine,
  Responder,
} from '@tsgi/serving';

import { type AnswerOwner, FetchAnswer } from './fetch-answer.ts';
import type { EndingExchanges } from './ending-exchanges.ts';
import type { FetchContext } from './fetch-context.ts';
import type { Living, LivingExchanges } from './living-exchanges.ts';
import { StreamInput } from './stream-input.ts';

/** What the last answer on a connection says. */
export const LAST: [string, string][] = [['Connection', 'close']];

export class FetchExchange implements AnswerOwner, Living {
  readonly environ: Environ;

  readonly #gateway: Gateway;
  readonly #context: FetchContext;
  readonly #living: LivingExchanges | undefined;
  readonly #ending: EndingExchanges | undefined;
  readonly #life: ExchangeLife;
  readonly #answer: FetchAnswer;
  readonly #responder: Responder<CheckedHead>;
  readonly #content: StreamInput | undefined;
  readonly #request: Request;
  #response: Response | undefined;
  #resolve: ((response: Response) => void) | undefined;
  /** What hears of an abort, where the exchange is not over in the turn in which it began. */
  #onAbort: (() => void) | undefined;
  /** What hears of its end, where that comes later than its answer. */
  #onEnd: (() => void) | undefined;
  #lives = false;
  #over = false;

  /**
   * @param living Where it is kept for as long as it outlives the turn in which it began, and by which it is watched; else at once.
   * @param ending Where it is kept for as long as it outlives its answer.
   */
  constructor(
    environ: Environ,
    request: Request,
    gateway: Gateway,
    bodyBytes: number,
    context: FetchContext,
    living?: LivingExchanges,
    ending?: EndingExchanges,
  ) {
    const { waitUntil, keys } = context;
    this.environ = environ;
    this.#gateway = gateway;
    this.#context = context;
    this.#living = living;
    this.#ending = ending;
    this.#request = request;
    this.#life = new ExchangeLife(
      waitUntil === undefined
        ? gateway
        : {
            waitUntil(promise) {
              gateway.waitUntil(promise);
              waitUntil(Promise.resolve(promise).then(undefined, () => {}));
            },
          },
    );
    this.#answer = new FetchAnswer(this);
    this.#responder = new Responder(this.#answer, this.#life, gateway);
    if (keys !== undefined) Object.assign(environ, keys);
    const method = environ.REQUEST_METHOD;
    // Fetch gives these no body, and some runtimes take long to say so.
    if (method === 'GET' || method === 'HEAD') return;
    if (request.body === null || environ.CONTENT_LENGTH === '0') return;
    const announced = environ.CONTENT_LENGTH === undefined ? -1 : Number(environ.CONTENT_LENGTH);
    this.#content = new StreamInput(request.body, announced, bodyBytes, (gone) => this.abort(gone));
    environ['tsgi.input'] = this.#content.input;
  }

  get serves(): boolean {
    return this.#context.serves === true;
  }

  get asksAhead(): boolean {
    return this.#context.asksAhead === true;
  }

  get takesDirectly(): boolean {
    return this.#context.takesDirectly === true;
  }

  /** RFC 9112 §9.6 has it said. */
  get closes(): boolean {
    return this.#context.saysClose === true && (this.#gateway.closing || asksToClose(this.environ.HTTP_CONNECTION));
  }

  get cutOffBy(): unknown {
    if (this.serves) return undefined;
    const { signal } = this.#request;
    return signal.aborted ? (signal.reason as unknown) : new Error('the application failed');
  }

  get gone(): Error | undefined {
    const watched = this.#onAbort !== undefined;
    if (watched || !this.#lives || this.#context.tellsLate !== true || !this.#request.signal.aborted) return undefined;
    return new Error('the client has left before the answer was there');
  }

  run(): Response | Promise<Response> {
    const before = this.#ending?.before(this.#context);
    // Those of HTTP/2, which have no Host, share a connection, and need not wait for each other. Deno has it without TLS, too.
    if (before === undefined || !this.#request.headers.has('host')) this.#run();
    else this.#runAfter(before);
    return this.#response ?? new Promise((resolve) => (this.#resolve = resolve));
  }

  /** Ends it early, though the client is there: it gets a refusal, or what it has of the answer is cut off. */
  shutDown(): void {
    this.#resolve?.(refused({ status: 503, reason: 'the server is closing (RFC 9110 §15.6.4)' }, ...LAST));
    this.abort(new Error('the server is closing'));
    this.#answer.cutOff();
  }

  /** Ends it early. */
  abort(error: unknown): void {
    if (error instanceof ClientDisconnected) this.#content?.input.fail(error);
    this.#responder.abort(error);
    this.#life.abort(error);
  }

  onResponse(response: Response): void {
    this.#response = response;
    this.#resolve?.(response);
  }

  onEnding(): void {
    // A client that has left sends no next request, and another client may soon have the same port.
    if (!(this.#life.error instanceof ClientDisconnected)) this.#onEnd ??= this.#ending?.add(this.#context);
  }

  onCancelled(): void {
    this.abort(new ClientDisconnected());
  }

  statusOf(error: unknown): number {
    return this.#content?.input.statusOf(error) ?? 0;
  }

  report(error: unknown): void {
    this.#gateway.report(requestLine(this.environ), error);
  }

  onOver(): void {
    this.#over = true;
    if (this.#lives) this.#living?.delete(this);
    this.#onEnd?.();
    if (this.#onAbort !== undefined) {
      this.#request.signal.removeEventListener('abort', this.#onAbort);
      this.#context.onOver?.();
    }
    this.#content?.input.close();
    // Whoever waits for the answer of a client that has gone waits for nothing.
    this.#resolve?.(this.#response ?? new Response(null, { status: 499 }));
  }

  watch(): void {
    const { signal } = this.#request;
    this.#onAbort = () => this.#onAborted();
    this.#context.onAlive?.();
    if (signal.aborted) this.#onAborted();
    else signal.addEventListener('abort', this.#onAbort);
  }

  #onAborted(): void {
    this.onCancelled();
    // A runtime has hung up; whoever called the handler may still read.
    if (!this.serves) this.#answer.cutOff();
  }

  #run(): void {
    this.#responder.run();
    // Most are over by now, and their signals are never asked for: runtimes make them then.
    if (!this.#over && !this.#lives) this.#live();
  }

  /** Lives on from now: its client may leave, and the server close, before it is its turn. */
  #runAfter(before: Promise<void>): void {
    this.#live();
    void before.then(() => (this.#life.aborted ? this.onOver() : this.#run()));
  }

  #live(): void {
    this.#lives = true;
    if (this.#living === undefined) this.watch();
    else this.#living.add(this);
  }
}

function asksToClose(connection: string | undefined): boolean {
  if (connection === undefined || connection === 'keep-alive') return false;
  return /(?:^|,)[ \t]*close[ \t]*(?:,|$)/i.test(connection);
}

/** The answer to what never becomes an exchange. @param more Further header fields. */
export function refused({ status, reason }: Refusal, ...more: [string, string][]): Response {
  const answer = plainAnswer(status, reason);
  return new Response(answer.text, { status, headers: [...(answer.headers as [string, string][]), ...more] });
}
