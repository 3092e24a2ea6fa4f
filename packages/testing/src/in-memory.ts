/** An application in memory: served by the machine that all servers have in common, with a queue for a connection. */

import {
  type Application,
  ClientDisconnected,
  type Environ,
  getHeader,
  type HeaderList,
  type Outcome,
  PayloadTooLarge,
  type Status,
} from '@tsgi/contract';
import {
  type CheckedHead,
  ExchangeLife,
  Gateway,
  plainAnswer,
  type Refusal,
  requestLine,
  Responder,
} from '@tsgi/serving';
import { validate } from '@tsgi/validator';

import { ContentQueue } from './content-queue.ts';
import { type AnswerOwner, MemoryAnswer } from './memory-answer.ts';
import { memoryEnviron } from './memory-environ.ts';
import { MemoryInput } from './memory-input.ts';
import type { OutgoingRequest, Reply, Transport } from './transport.ts';

/** @param validated Whether a breach of the specification, on either side, is what a request fails with. */
export function inMemory(app: Application, validated: boolean): Transport {
  return async (request) => {
    const environ = memoryEnviron(request);
    if ('reason' in environ) return refused(environ, request.method);
    return new MemoryServing(request, environ, app, validated).run();
  };
}

/** One exchange, from its request to its end. */
class MemoryServing implements AnswerOwner {
  readonly environ: Environ;

  readonly #signal: AbortSignal | undefined;
  readonly #input: MemoryInput;
  readonly #queue = new ContentQueue();
  readonly #answer = new MemoryAnswer(this.#queue, this);
  readonly #life: ExchangeLife;
  readonly #responder: Responder<CheckedHead>;
  readonly #reply = Promise.withResolvers<Reply>();
  readonly #outcome = Promise.withResolvers<Outcome>();
  #errors = '';
  #breach: { readonly reason: unknown } | undefined;

  /** @param environ A new environ, filled from the request's head. */
  constructor(request: OutgoingRequest, environ: Environ, app: Application, validated: boolean) {
    const expecting = getHeader(request.headers, 'Expect')?.toLowerCase() === '100-continue';
    this.#signal = request.signal;
    this.#input = new MemoryInput(request.content, {
      onFirstRead: () => {
        if (expecting && !this.#responder.committed) this.#answer.sendInterim('100 Continue', []);
      },
      onSourceError: (error) => this.#goAway(error),
    });
    this.environ = environ;
    environ['tsgi.input'] = this.#input;
    environ['tsgi.errors'] = { write: (text) => void (this.#errors += text), flush() {} };
    const checked = validated ? validate(app, { report: (breach) => this.#onBreach(breach) }) : app;
    const report = (what: string, error: unknown): void => this.#report(what, error);
    const gateway = new Gateway(checked, environ['tsgi.errors'], report);
    this.#life = new ExchangeLife(gateway);
    this.#responder = new Responder(this.#answer, this.#life, gateway);
    // Nobody need ask.
    this.#outcome.promise.catch(() => {});
  }

  run(): Promise<Reply> {
    const signal = this.#signal;
    signal?.addEventListener('abort', () => this.#goAway(signal.reason), { once: true });
    this.#responder.run();
    return this.#reply.promise;
  }

  // AnswerOwner

  get failure(): unknown {
    return this.#life.error;
  }

  onHead(status: Status, headers: HeaderList): void {
    const answer = this.#answer;
    const errors = (): string => this.#errors;
    this.#reply.resolve({
      status: Number(status.slice(0, 3)),
      reason: status.slice(4),
      headers,
      interim: [...answer.interim],
      read: () => this.#queue.read(),
      get trailers() {
        return answer.trailers;
      },
      get errors() {
        return errors();
      },
      outcome: this.#outcome.promise,
      cancel: () => this.#goAway(new ClientDisconnected()),
    });
  }

  statusOf(error: unknown): number {
    return error === this.#input.failure && error instanceof PayloadTooLarge ? 413 : 0;
  }

  report(error: unknown): void {
    this.#report(requestLine(this.environ), error);
  }

  onOver(): void {
    const { status, bytes, aborted, error } = this.#life;
    if (this.#breach !== undefined) this.#outcome.reject(this.#breach.reason);
    this.#outcome.resolve(aborted ? { status, bytes, error } : { status, bytes });
  }

  /** The client leaves. @param reason What it then fails with itself. */
  #goAway(reason: unknown): void {
    this.#reply.reject(reason);
    this.#queue.fail(reason);
    this.#input.disconnect();
    const gone = new ClientDisconnected();
    this.#responder.abort(gone);
    this.#life.abort(gone);
  }

  #onBreach(reason: unknown): void {
    this.#breach ??= { reason };
    this.#reply.reject(reason);
    this.#queue.fail(reason);
  }

  #report(what: string, error: unknown): void {
    this.#errors += `${what}: ${shown(error)}\n`;
  }
}

/** The answer to what never becomes an exchange. */
function refused({ status, reason }: Refusal, method: string): Reply {
  const { status: line, headers, text } = plainAnswer(status, reason);
  const content = method === 'HEAD' ? '' : text;
  const queue = new ContentQueue();
  queue.push(new TextEncoder().encode(content));
  queue.end();
  return {
    status,
    reason: line.slice(4),
    headers: [...headers, ['Date', new Date().toUTCString()]],
    interim: [],
    read: () => queue.read(),
    trailers: [],
    outcome: Promise.resolve({ status, bytes: content.length }),
    cancel() {},
  };
}

/** Whatever was thrown, as text: it may be a value that throws when it is looked at. */
function shown(error: unknown): string {
  try {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } catch {
    return `a value that cannot be shown, of type ${typeof error}`;
  }
}
