/** One answer in memory: its head is handed to the client, its content into a queue from which the client reads. */

import type { Chunk, Environ, Header, HeaderList, Status } from '@tsgi/contract';
import { type AnswerLink, type CheckedHead, checkHead, type FieldLines, type FlushWaiter } from '@tsgi/serving';

import type { ContentQueue } from './content-queue.ts';
import type { InterimResponse } from './transport.ts';

/** What an answer asks of its exchange. */
export interface AnswerOwner {
  readonly environ: Environ;
  /** What the exchange has ended early with. */
  readonly failure: unknown;
  /** The head is there; content may follow. */
  onHead(status: Status, headers: HeaderList): void;
  statusOf(error: unknown): number;
  report(error: unknown): void;
  onOver(): void;
}

const encoder = new TextEncoder();

export class MemoryAnswer implements AnswerLink<CheckedHead> {
  readonly informs = true;
  /** There is no connection that could leave HTTP. */
  readonly asked = undefined;
  sent = 0;
  readonly interim: InterimResponse[] = [];
  trailers: HeaderList = [];

  readonly #queue: ContentQueue;
  readonly #owner: AnswerOwner;

  constructor(queue: ContentQueue, owner: AnswerOwner) {
    this.#queue = queue;
    this.#owner = owner;
  }

  get environ(): Environ {
    return this.#owner.environ;
  }

  encodeHead(status: Status, headers: HeaderList): CheckedHead {
    return checkHead(status, headers);
  }

  textLength(text: string): number {
    return encoder.encode(text).byteLength;
  }

  sendInterim(status: Status, fields: FieldLines): void {
    this.interim.push({ status: Number(status.slice(0, 3)), headers: pairs(fields) });
  }

  sendHead(head: CheckedHead): void {
    this.#deliver(head, head.code === 205 ? [['Content-Length', '0']] : []);
  }

  /** Several chunks arrive one by one, as they do over a socket. */
  sendWhole(head: CheckedHead, chunks: readonly Chunk[], length: number): boolean {
    if (chunks.length > 1) return false;
    this.begin(head, length);
    for (const chunk of chunks) this.write(chunk, length);
    return true;
  }

  begin(head: CheckedHead, length: number): void {
    if (head.contentLength !== -1) this.#deliver(head, []);
    else this.#deliver(head, [length === -1 ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(length)]]);
  }

  write(chunk: Chunk, length: number): void {
    this.sent += length;
    this.#queue.push(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
  }

  end(trailers: FieldLines | undefined): void {
    if (trailers !== undefined) this.trailers = pairs(trailers);
  }

  cutOff(): void {
    const cause = this.#owner.failure;
    this.#queue.fail(new Error('the content was cut short: the application failed', { cause }));
  }

  get ready(): boolean {
    return this.#queue.hasRoom;
  }

  whenReady(waiter: () => void): void {
    this.#queue.whenRoom(waiter);
  }

  /**
   * The answer is complete, and something at its end is waited for. That may wait for what the test does next, so the
   * content ends all the same; a turn later, so that a rule that is broken at the end shows first.
   */
  flush(): void {
    setTimeout(() => this.#queue.end());
  }

  flushSoon(): void {}
  leaveHttp(): void {}

  whenFlushed(waiter: FlushWaiter): void {
    waiter.onFlushed();
  }

  statusOf(error: unknown): number {
    return this.#owner.statusOf(error);
  }

  report(error: unknown): void {
    this.#owner.report(error);
  }

  onOver(): void {
    this.#queue.end();
    this.#owner.onOver();
  }

  #deliver({ status, fields, dated }: CheckedHead, framing: HeaderList): void {
    const date: HeaderList = dated ? [] : [['Date', new Date().toUTCString()]];
    this.#owner.onHead(status, [...pairs(fields), ...date, ...framing]);
  }
}

function pairs(fields: FieldLines): HeaderList {
  const headers: Header[] = [];
  for (let i = 0; i < fields.length; i += 2) headers.push([fields[i]!, fields[i + 1]!]);
  return headers;
}
