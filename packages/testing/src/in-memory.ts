/** An application in memory: it is served as the specification says, and nothing is sent. */

import {
  type Application,
  type Body,
  type Chunk,
  ClientDisconnected,
  disposeBody,
  type ErrorStream,
  getHeader,
  type Header,
  type HeaderList,
  type Outcome,
  PayloadTooLarge,
  type Status,
} from '@tsgi/contract';
import { plainAnswer } from '@tsgi/serving';
import { validate } from '@tsgi/validator';

import { ContentQueue } from './content-queue.ts';
import { memoryEnviron } from './memory-environ.ts';
import { MemoryExchange } from './memory-exchange.ts';
import { MemoryInput } from './memory-input.ts';
import type { InterimResponse, OutgoingRequest, Reply, Transport } from './transport.ts';

const encoder = new TextEncoder();

/** @param validated Whether a breach of the specification, on either side, is what a request fails with. */
export function inMemory(app: Application, validated: boolean): Transport {
  return (request) => new MemoryServing(request).run(app, validated);
}

/** One exchange, from its request to its end. */
class MemoryServing {
  readonly #request: OutgoingRequest;
  readonly #input: MemoryInput;
  readonly #exchange = new MemoryExchange((what, error) => this.#report(what, error));
  readonly #queue = new ContentQueue();
  readonly #reply = Promise.withResolvers<Reply>();
  readonly #outcome = Promise.withResolvers<Outcome>();
  readonly #interim: InterimResponse[] = [];
  #errors = '';
  #head: { readonly status: Status; readonly headers: HeaderList } | undefined;
  #committed = 0;
  #bytes = 0;
  #error: { readonly reason: unknown } | undefined;
  #breach: { readonly reason: unknown } | undefined;
  #body: Body | undefined;
  #iterator: Iterator<Chunk> | AsyncIterator<Chunk> | undefined;
  /** Whether the iterator is making a step in this very turn, so that it cannot be told to stop yet. */
  #stepping = false;
  #fields: (() => HeaderList) | undefined;
  #trailers: HeaderList = [];
  #over = false;

  constructor(request: OutgoingRequest) {
    this.#request = request;
    const expecting = getHeader(request.headers, 'Expect')?.toLowerCase() === '100-continue';
    this.#input = new MemoryInput(request.content, {
      onFirstRead: () => void (expecting && this.#inform('100 Continue', [])),
      onSourceError: (error) => this.#goAway(error),
    });
    // Nobody need ask.
    this.#outcome.promise.catch(() => {});
  }

  run(app: Application, validated: boolean): Promise<Reply> {
    const { signal } = this.#request;
    signal?.addEventListener('abort', () => this.#goAway(signal.reason), { once: true });
    const errors: ErrorStream = { write: (text) => void (this.#errors += text), flush() {} };
    const environ = memoryEnviron(this.#request, {
      'tsgi.input': this.#input,
      'tsgi.errors': errors,
      'tsgi.exchange': this.#exchange,
      'tsgi.informational': (status, headers) => this.#inform(status, headers),
      // What answers HEAD ends with its head.
      ...(this.#request.method !== 'HEAD' && { 'tsgi.trailers': (fields) => void (this.#fields = fields) }),
    });
    if ('reason' in environ) this.#answerPlainly(environ.status, environ.reason);
    else {
      const report = (breach: unknown): void => this.#onBreach(breach);
      const checked = validated ? validate(app, { report }) : app;
      void this.#serve(() => checked(environ, (status, headers, error) => this.#start(status, headers, error)));
    }
    return this.#reply.promise;
  }

  async #serve(call: () => Body | PromiseLike<Body>): Promise<void> {
    try {
      const body = await call();
      if (Symbol.iterator in Object(body) || Symbol.asyncIterator in Object(body)) this.#body = body;
      if (this.#error === undefined) await this.#send(body);
    } catch (error) {
      this.#fail(error);
    }
    const finished = this.#tearDown();
    // What was deferred may wait for what the test does next; what breaks a rule shows at once.
    await Promise.race([finished, new Promise((resolve) => setTimeout(resolve))]);
    if (this.#error === undefined) this.#queue.end();
  }

  #start(status: Status, headers: HeaderList, error: unknown): void {
    if (this.#committed > 0 || this.#error !== undefined) {
      // oxlint-disable-next-line typescript/only-throw-error -- the caller's own value goes back as it came (rule S6)
      if (error !== undefined) throw error;
      if (this.#error !== undefined) return;
    }
    if (this.#head !== undefined && error === undefined) {
      throw new Error('startResponse was called a second time, which only an error allows (rule A3)');
    }
    this.#head = { status, headers: [...headers] };
  }

  async #send(body: Body): Promise<void> {
    const head = this.#head;
    if (head === undefined) throw new Error('the application returned without having called startResponse (rule A2)');
    if (this.#body === undefined) throw new TypeError(`the application returned ${typeof body} for a body (rule A12)`);
    const code = Number(head.status.slice(0, 3));
    if (this.#request.method === 'HEAD' || code === 204 || code === 304) return this.#commit([]);
    if (code === 205) return this.#commit([['Content-Length', '0']]);
    const given = getHeader(head.headers, 'Content-Length');
    const known = Array.isArray(body)
      ? String(body.reduce((sum: number, each: Chunk) => sum + encode(each).length, 0))
      : given;
    const framing: Header =
      known === undefined || this.#fields !== undefined ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', known];
    const length = given === undefined ? undefined : Number(given);
    const iterator = Symbol.iterator in body ? body[Symbol.iterator]() : body[Symbol.asyncIterator]();
    this.#iterator = iterator;
    for (;;) {
      await this.#queue.room();
      if (this.#error !== undefined) return;
      const step = await this.#next(iterator);
      if (this.#error !== undefined) return;
      if (this.#committed === 0) this.#commit(given === undefined ? [framing] : []);
      if (step.done === true) break;
      const bytes = encode(step.value);
      if (length !== undefined && this.#bytes + bytes.length > length) {
        throw new Error(`the body is longer than its Content-Length of ${length} bytes (rule A15)`);
      }
      this.#bytes += bytes.length;
      this.#queue.push(bytes);
    }
    if (length !== undefined && this.#bytes < length) {
      throw new Error(`the body ended after ${this.#bytes} bytes, its Content-Length says ${length} (rule A15)`);
    }
    this.#trailers = this.#fields?.() ?? [];
  }

  /** An iterator that has thrown, or come to its end, is not told to stop; one that makes a chunk is. */
  async #next(iterator: Iterator<Chunk> | AsyncIterator<Chunk>): Promise<IteratorResult<Chunk>> {
    try {
      const step = await this.#step(iterator);
      if (step.done === true) this.#iterator = undefined;
      return step;
    } catch (error) {
      this.#iterator = undefined;
      throw error;
    }
  }

  #step(iterator: Iterator<Chunk> | AsyncIterator<Chunk>): ReturnType<(typeof iterator)['next']> {
    this.#stepping = true;
    try {
      return iterator.next();
    } finally {
      this.#stepping = false;
    }
  }

  #commit(framing: HeaderList): void {
    const head = this.#head;
    if (head === undefined) return;
    const dated = getHeader(head.headers, 'Date') !== undefined;
    this.#deliver(head.status, [
      ...head.headers,
      ...(dated ? [] : [['Date', new Date().toUTCString()] as const]),
      ...framing,
    ]);
  }

  #deliver(line: Status, headers: HeaderList): void {
    const trailers = (): HeaderList => this.#trailers;
    const errors = (): string => this.#errors;
    this.#committed = Number(line.slice(0, 3));
    this.#reply.resolve({
      status: this.#committed,
      reason: line.slice(4),
      headers,
      interim: [...this.#interim],
      read: () => this.#queue.read(),
      get trailers() {
        return trailers();
      },
      get errors() {
        return errors();
      },
      outcome: this.#outcome.promise,
      cancel: () => this.#goAway(new ClientDisconnected()),
    });
  }

  #inform(line: Status, headers: HeaderList): void {
    if (this.#committed > 0 || this.#error !== undefined) return;
    this.#interim.push({ status: Number(line.slice(0, 3)), headers });
  }

  /** Before the head is out a failure is answered, after it the content is cut short. */
  #fail(error: unknown): void {
    if (this.#error !== undefined) return;
    const refused = error === this.#input.failure && error instanceof PayloadTooLarge;
    if (!refused) this.#report(`${this.#request.method} ${this.#request.target}`, error);
    this.#end(error);
    if (this.#committed > 0) {
      this.#queue.fail(new Error('the content was cut short: the application failed', { cause: error }));
    } else this.#answerPlainly(refused ? 413 : 500);
  }

  #answerPlainly(code: number, reason?: string): void {
    const { status, headers, text } = plainAnswer(code, reason);
    this.#deliver(status, [...headers, ['Date', new Date().toUTCString()]]);
    if (this.#request.method !== 'HEAD') this.#queue.push(encoder.encode(text));
    this.#bytes = this.#request.method === 'HEAD' ? 0 : text.length;
    this.#queue.end();
  }

  /** The client leaves. An application that has not settled is waited for: what it returns is disposed of. */
  #goAway(reason: unknown): void {
    this.#reply.reject(reason);
    this.#queue.fail(reason);
    if (this.#error !== undefined || this.#over) return;
    this.#end(new ClientDisconnected());
    this.#input.disconnect();
    // Within a step it comes when that has been made: `#send` looks.
    if (this.#body !== undefined && !this.#stepping) void this.#tearDown();
  }

  #end(reason: unknown): void {
    this.#error = { reason };
    this.#exchange.abort(reason);
  }

  #onBreach(reason: unknown): void {
    this.#breach ??= { reason };
    this.#reply.reject(reason);
    this.#queue.fail(reason);
  }

  /** Ends the iteration, disposes of the body, runs what was deferred; once. */
  async #tearDown(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    const [iterator, body] = [this.#iterator, this.#body];
    if (iterator !== undefined) void this.#attempt(async () => iterator.return?.());
    if (body !== undefined) await this.#attempt(async () => disposeBody(body));
    await this.#exchange.finish(() => ({
      status: this.#committed,
      bytes: this.#bytes,
      ...(this.#error !== undefined && { error: this.#error.reason }),
    }));
    if (this.#breach !== undefined) this.#outcome.reject(this.#breach.reason);
    const error = this.#error === undefined ? {} : { error: this.#error.reason };
    this.#outcome.resolve({ status: this.#committed, bytes: this.#bytes, ...error });
  }

  async #attempt(step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#report('the end of an exchange failed', error);
    }
  }

  #report(what: string, error: unknown): void {
    this.#errors += `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
  }
}

function encode(chunk: Chunk): Uint8Array {
  if (typeof chunk === 'string') return encoder.encode(chunk);
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError(`the body yielded ${typeof chunk} for a chunk (rule A13)`);
}
