/** One exchange that a listener of `node:http` answers, though no such server stands under it. */

import { ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import {
  type Body,
  ClientDisconnected,
  type Environ,
  type HeaderList,
  isPromiseLike,
  type StartResponse,
  status,
  type Status,
} from '@tsgi/contract';
import { HOP_BY_HOP } from '@tsgi/serving';

import { ExchangeSocket, type SocketOwner } from './exchange-socket.ts';
import { hasField } from './has-field.ts';
import { aborted, endUnread, makeRequest, type NodeRequest } from './node-request.ts';
import { ResponseBody } from './response-body.ts';
import { ResponseDecoder, type ResponseEvents } from './response-decoder.ts';

/** What middleware replaces to have a look at the answer. */
const PATCHED = ['writeHead', 'write', 'end', 'flushHeaders', 'setHeader'];

export class ListenerExchange implements SocketOwner, ResponseEvents {
  readonly request: NodeRequest;
  readonly response: ServerResponse;

  readonly #environ: Environ;
  readonly #startResponse: StartResponse;
  readonly #socket: ExchangeSocket;
  /** Whether the request is an outer layer's, which may outlive this one. */
  readonly #shared: boolean;
  readonly #decoder = new ResponseDecoder(this);
  readonly #body = new ResponseBody(() => this.#onDropped());
  readonly #answer = Promise.withResolvers<Body>();
  #started = false;
  #failed = false;
  /** Whether an application answers by way of the response. */
  #answering = false;
  readonly #gone = Promise.withResolvers<void>();
  /** Whether the head is one that is stored, and goes out with what follows it. */
  #stored = false;
  #contentless = false;
  #contentSeen = false;
  #trailers: HeaderList = [];

  /** @param request One that an outer layer has made of this exchange already; what it has learnt stays on it. */
  constructor(environ: Environ, startResponse: StartResponse, request?: NodeRequest) {
    this.#environ = environ;
    this.#startResponse = startResponse;
    this.#socket = new ExchangeSocket(environ, this);
    this.#shared = request !== undefined;
    this.request = request ?? makeRequest(environ, this.#socket);
    this.response = new ServerResponse(this.request);
    this.response.assignSocket(this.#socket as unknown as Socket);
    this.#socket.on('drain', () => this.response.emit('drain'));
    this.#socket.on('error', () => {});
    this.response.on('finish', () => this.#onFinish());
    // Nobody need be waiting.
    this.#answer.promise.catch(() => {});
  }

  /** Calls a listener. @returns a promise of the body, once there is a head. */
  run(listener: (request: NodeRequest, response: ServerResponse) => unknown): Promise<Body> {
    this.call(() => listener(this.request, this.response));
    return this.wait();
  }

  /** Waits for a head. @returns a promise of the body. */
  wait(): Promise<Body> {
    const { signal } = this.#environ['tsgi.exchange'];
    if (signal.aborted) this.#onAbort();
    else signal.addEventListener('abort', () => this.#onAbort(), { once: true });
    return this.#answer.promise;
  }

  /**
   * Calls a part of the listener; what it fails with, now or later, is the application's error.
   * @param explain Makes of that what the layers in front can read.
   */
  call(part: () => unknown, explain: (error: unknown) => unknown = asItIs): void {
    try {
      const result = part();
      if (isPromiseLike(result)) result.then(undefined, (error: unknown) => this.fail(explain(error)));
    } catch (error) {
      this.fail(explain(error));
    }
  }

  /** Whether nothing has been answered yet, and nobody waits to hear of it or has got in its way. */
  get isUntouched(): boolean {
    const { response } = this;
    return (
      !this.#failed &&
      !response.headersSent &&
      !response.writableEnded &&
      !PATCHED.some((name) => Object.hasOwn(response, name)) &&
      response.listenerCount('finish') === 1 &&
      response.listenerCount('close') === 0
    );
  }

  /** Gives the head on, which an outer layer then has stored, and not sent. */
  storeHead(): void {
    this.#stored = true;
    this.response.flushHeaders();
  }

  /** Resolves when more content is asked for. */
  async wanted(): Promise<void> {
    // What was written is handed on in the next tick.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    await this.#body.wanted();
  }

  /** Has the head sent, if nothing else. */
  commit(): void {
    this.#body.push(new Uint8Array());
  }

  /** Whether the client has gone, or its connection was destroyed. */
  get isGone(): boolean {
    return this.#socket.destroyed;
  }

  /** Resolves when the connection is no more. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /** Has an application answer by way of the response: what it fails with is its error, also when the client has gone. */
  answerBy(work: () => Promise<void>): void {
    this.#answering = true;
    const settled = work().catch((error: unknown) => this.fail(error));
    this.#body.waitFor(settled);
  }

  /** Gives a head on, past the response. */
  passHead(line: Status, headers: HeaderList): void {
    this.#startResponse(line, headers);
  }

  /** Answers with what `app` gives, past the response. */
  answerWith(app: () => Body | PromiseLike<Body>): void {
    try {
      this.#answer.resolve(app());
    } catch (error) {
      this.#answer.reject(error);
    }
  }

  /** What the listener fails with is the application's error. */
  fail(error: unknown): void {
    this.#failed = true;
    if (this.#started) this.#body.fail(error);
    else this.#answer.reject(error);
    this.#socket.destroy();
  }

  // SocketOwner

  onWrite(bytes: Buffer, taken: () => void): void {
    const before = this.#started;
    try {
      this.#decoder.decode(bytes);
    } catch (error) {
      this.fail(error);
    }
    if (!this.#started || this.#contentless) return queueMicrotask(taken);
    // A head that was flushed goes out by itself: an empty chunk says so.
    if (!before && !this.#contentSeen && !this.#stored) this.commit();
    this.#body.whenTaken(taken);
  }

  /** A time that the listener has set is over: where nobody looks after that, the connection is over too, as Node has it. */
  onTimeout(): void {
    const heard = [this.request, this.response].map((side) => side.emit('timeout', this.#socket));
    if (!heard.includes(true)) this.#socket.destroy();
  }

  onDestroy(error: Error | null): void {
    this.#gone.resolve();
    if (this.response.writableFinished) return;
    const gone = error ?? new Error('the listener destroyed its connection before the answer was complete');
    if (this.#started) this.#body.fail(gone);
    else if (!this.#answering) this.#answer.reject(gone);
    // The outer layer may have let all pass by, and would not tell it of a client that goes away.
    const over = !this.#shared || this.#environ['tsgi.exchange'].signal.aborted;
    if (over && !this.request.readableEnded) this.request.destroy(aborted(gone));
  }

  // ResponseEvents

  onInterim(code: number, reason: string, fields: readonly string[]): void {
    // The server says 100 by itself, when content is asked for.
    if (code === 100) this.request.read(0);
    else
      this.#environ['tsgi.informational']?.(
        `${code} ${reason}`,
        headersOf(fields, () => true),
      );
  }

  onHead(code: number, reason: string, fields: readonly string[]): boolean {
    const announces = hasField(fields, 'trailer');
    const hasLength = hasField(fields, 'content-length');
    this.#contentless = this.#environ.REQUEST_METHOD === 'HEAD' || code === 204 || code === 205 || code === 304;
    const headers = headersOf(fields, (name) => name !== 'content-length' || (code !== 204 && code !== 205));
    if (announces && !hasLength && !this.#contentless) this.#environ['tsgi.trailers']?.(() => this.#trailers);
    this.#startResponse(statusOf(code, reason), headers);
    this.#started = true;
    this.#answer.resolve(this.#body);
    return !this.#contentless;
  }

  onContent(bytes: Uint8Array): void {
    this.#contentSeen = true;
    // Node lets go of memory when it is written; a body's chunk is the transport's for longer (rule A14).
    this.#body.push(new Uint8Array(bytes));
  }

  onTrailers(fields: readonly string[]): void {
    this.#trailers = headersOf(fields, () => true);
  }

  #onFinish(): void {
    this.#body.end();
    this.#socket.destroy();
    endUnread(this.request);
  }

  /** The server wants no more of the body. Of one that nothing is sent of, it never wanted any. */
  #onDropped(): void {
    if (!this.#contentless) this.#socket.destroy(new ClientDisconnected());
  }

  /** The server takes no more of the body then, and disposes of it. */
  #onAbort(): void {
    if (this.#started) this.#body.drop();
    this.#socket.destroy(new ClientDisconnected());
  }
}

function asItIs(error: unknown): unknown {
  return error;
}

/** A reason beyond ASCII, which Node lets pass as Latin-1, gives way to the usual one (rule A5): few clients read it. */
function statusOf(code: number, reason: string): Status {
  return reason === STATUS_CODES[code] || ASCII.test(reason) ? `${code} ${reason}` : status(code);
}

const ASCII = /^[ -~]*$/;

function headersOf(fields: readonly string[], keeps: (name: string) => boolean): HeaderList {
  const headers: [string, string][] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const lower = fields[i]!.toLowerCase();
    if (!HOP_BY_HOP.has(lower) && keeps(lower)) headers.push([fields[i]!, fields[i + 1]!]);
  }
  return headers;
}
