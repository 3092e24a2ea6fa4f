/** The answers of a connection, one after the other, as HTTP/1.1 and 1.0 send them. */

import type { Chunk, Environ, HeaderList, Status } from '@tsgi/contract';
import {
  type AnswerLink,
  askedProtocols,
  type Departure,
  encodeFields,
  encodeInterim,
  encodeUpgrade,
  type FieldLines,
  type FlushWaiter,
} from '@tsgi/serving';

import { BodyWriter } from './body-writer.ts';
import { CHUNKED, framingLine, UNTIL_CLOSE } from './codec/framing.ts';
import type { RequestHead } from './codec/request-head.ts';
import { dateLine, encodeResponseHead, type ResponseHead } from './codec/response-head.ts';
import { type Output, PIECE_BYTES } from './output.ts';

/** What an answer asks of its connection. */
export interface AnswerOwner {
  /**
   * Decides, once, as the head is sent, whether the connection stays open after this exchange.
   * @param delimited Whether the client can tell the end of the response without that.
   */
  persists(delimited: boolean): boolean;
  /** The status to answer an error with that the server itself has given to the application; 0 for any other. */
  statusOf(error: unknown): number;
  /** Reports an error to `tsgi.errors`. */
  report(error: unknown): void;
  /** Sends what there is and cuts the connection off. @param delimited As in `persists`. */
  cutOff(delimited: boolean): void;
  /** Gives the connection to the handler of `tsgi.upgrade`. */
  leaveHttp(handler: Departure['handler']): void;
  /** The exchange is over. */
  onOver(): void;
}

export class Answer implements AnswerLink<ResponseHead> {
  readonly #output: Output;
  readonly #owner: AnswerOwner;
  #request: RequestHead | undefined;
  #writer: BodyWriter | undefined;

  constructor(output: Output, owner: AnswerOwner) {
    this.#output = output;
    this.#owner = owner;
  }

  /** Begins the answer to the next request. */
  to(request: RequestHead): this {
    this.#request = request;
    this.#writer = undefined;
    return this;
  }

  // The request, as far as the answer depends on it

  get environ(): Environ {
    return this.#request!.environ;
  }

  get informs(): boolean {
    return this.#request!.http11;
  }

  get asked(): string | undefined {
    return askedProtocols(this.environ);
  }

  // The answer

  encodeHead(status: Status, headers: HeaderList): ResponseHead {
    return encodeResponseHead(status, headers);
  }

  textLength(text: string): number {
    return Buffer.byteLength(text);
  }

  sendInterim(status: Status, fields: FieldLines): void {
    this.#output.latin1(encodeInterim(status, fields));
    this.#output.flush();
  }

  sendHead(head: ResponseHead): void {
    // RFC 9112 §6.3 frames all that have no content by themselves, but not 205.
    this.#commit(head, head.code === 205 ? framingLine(0, head) : '');
  }

  /** A single chunk that is no longer than a piece leaves with its head; anything else is streamed. */
  sendWhole(head: ResponseHead, chunks: readonly Chunk[], length: number): boolean {
    if (chunks.length > 1 || length > PIECE_BYTES) return false;
    const chunk = chunks[0] ?? '';
    const framing = framingLine(length, head);
    if (typeof chunk === 'string') this.#commit(head, framing, true, chunk, length === chunk.length);
    else {
      this.#commit(head, framing);
      if (length > 0) this.#output.bytes(chunk);
    }
    return true;
  }

  begin(head: ResponseHead, length: number, trailers: boolean): void {
    const framing = length !== -1 ? length : trailers || this.#request!.http11 ? CHUNKED : UNTIL_CLOSE;
    this.#commit(head, framingLine(framing, head), framing !== UNTIL_CLOSE);
    this.#writer = new BodyWriter(this.#output, framing);
  }

  write(chunk: Chunk, length: number): void {
    this.#writer!.write(chunk, length);
  }

  end(trailers: FieldLines | undefined): void {
    this.#writer!.end(trailers === undefined ? '' : encodeFields(trailers));
  }

  get sent(): number {
    return this.#writer?.sent ?? 0;
  }

  cutOff(): void {
    this.#owner.cutOff(this.#writer?.delimited !== false);
  }

  leaveHttp({ protocol, fields, handler }: Departure): void {
    this.#output.latin1(encodeUpgrade(protocol, fields));
    this.#output.flush();
    this.#owner.leaveHttp(handler);
  }

  // Flow

  get ready(): boolean {
    return this.#writer!.ready;
  }

  get copied(): boolean {
    return this.#output.copied;
  }

  whenReady(waiter: () => void): void {
    this.#output.whenReady(waiter);
  }

  flush(): void {
    this.#output.flush();
  }

  flushSoon(): void {
    this.#output.flushSoon();
  }

  whenFlushed(waiter: FlushWaiter): void {
    this.#output.whenFlushed(waiter);
  }

  // What is the connection's to say

  statusOf(error: unknown): number {
    return this.#owner.statusOf(error);
  }

  report(error: unknown): void {
    this.#owner.report(error);
  }

  onOver(): void {
    this.#owner.onOver();
  }

  /** Sends the head, and `text` with it. @param delimited Whether the end of the content can be told without closing. */
  #commit(head: ResponseHead, framing: string, delimited = true, text = '', ascii = true): void {
    const connection = this.#owner.persists(delimited)
      ? this.#request!.http11
        ? ''
        : 'Connection: keep-alive\r\n'
      : 'Connection: close\r\n';
    const whole = `${head.text}${head.dated ? '' : dateLine()}${framing}${connection}\r\n`;
    const output = this.#output;
    if (head.ascii) output.text(whole + text, ascii);
    else {
      output.latin1(whole);
      output.text(text, ascii);
    }
  }
}
