import type { Chunk, Environ, HeaderList, Status } from '@tsgi/contract';

import type { FieldLines } from '../src/answer-head.ts';
import type { AnswerLink, Departure, FlushWaiter } from '../src/answer-link.ts';
import { type CheckedHead, checkHead } from '../src/check-head.ts';

/** The way of an answer that leads nowhere: what it was asked is noted, one line each. */
export class NotedAnswer implements AnswerLink<CheckedHead> {
  readonly environ: Environ;
  readonly informs: boolean = true;
  readonly asked: string | undefined;
  readonly notes: string[] = [];
  readonly reports: unknown[] = [];
  readonly over: Promise<void>;
  /** The most bytes of a content that is sent in one piece. */
  whole = 10;
  ready = true;
  sent = 0;
  /** What the client went away with before the end was flushed. */
  lost: Error | undefined;
  departure: Departure | undefined;
  waiting: (() => void) | undefined;
  /** The server's own refusal, which answers with 413. */
  readonly refusal = new Error('too much');
  #onOver!: () => void;

  constructor(environ: Partial<Environ> = {}, asked?: string) {
    this.environ = { REQUEST_METHOD: 'GET', ...environ } as Environ;
    this.asked = asked;
    this.over = new Promise((resolve) => (this.#onOver = resolve));
  }

  encodeHead(status: Status, headers: HeaderList): CheckedHead {
    return checkHead(status, headers);
  }

  textLength(text: string): number {
    return Buffer.byteLength(text);
  }

  sendInterim(status: Status, fields: FieldLines): void {
    this.notes.push(`interim ${status} ${fields.join(' ')}`);
  }

  sendHead({ status }: CheckedHead): void {
    this.notes.push(`head ${status}`);
  }

  sendWhole({ status }: CheckedHead, chunks: readonly Chunk[], length: number): boolean {
    if (length > this.whole && !status.startsWith('5')) return false;
    this.notes.push(`whole ${status}: ${chunks.join('')}`);
    return true;
  }

  begin({ status }: CheckedHead, length: number, trailers: boolean): void {
    this.notes.push(`begin ${status}, ${length}${trailers ? ', trailers' : ''}`);
  }

  write(chunk: Chunk, length: number): void {
    this.sent += length;
    this.notes.push(`chunk ${chunk.toString()}`);
  }

  end(trailers: FieldLines | undefined): void {
    this.notes.push(trailers === undefined ? 'end' : `end, ${trailers.join(' ')}`);
  }

  flush(): void {
    this.notes.push('flush');
  }

  whenReady(waiter: () => void): void {
    this.waiting = waiter;
  }

  flushSoon(): void {}

  whenFlushed(waiter: FlushWaiter): void {
    waiter.onFlushed(this.lost);
  }

  cutOff(): void {
    this.notes.push('cut off');
  }

  leaveHttp(departure: Departure): void {
    this.departure = departure;
    this.notes.push(`left for ${departure.protocol}`);
  }

  statusOf(error: unknown): number {
    return error === this.refusal ? 413 : 0;
  }

  report(error: unknown): void {
    this.reports.push(error);
  }

  onOver(): void {
    this.notes.push('over');
    this.#onOver();
  }
}
