/** One answer over a stream of `node:http2`. */

import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';

import type { Chunk, Environ, HeaderList, Status } from '@tsgi/contract';
import {
  type AnswerLink,
  type CheckedHead,
  checkHead,
  type FieldLines,
  type FlushWaiter,
  withoutBlanks,
} from '@tsgi/serving';

import { LIST_FIELDS } from './list-fields.ts';

/** What an answer asks of its exchange. */
export interface AnswerOwner {
  readonly environ: Environ;
  /** What layers in front have set on a response of Node's, where there is one; names in lower case. */
  fieldsBefore(): OutgoingHttpHeaders | undefined;
  statusOf(error: unknown): number;
  report(error: unknown): void;
  onOver(): void;
}

export class Http2Answer implements AnswerLink<CheckedHead> {
  readonly informs = true;
  /** HTTP/2 has no upgrade (RFC 9113 §8.6). */
  readonly asked = undefined;
  sent = 0;
  ready = true;

  readonly #stream: ServerHttp2Stream;
  readonly #owner: AnswerOwner;
  #waiter: (() => void) | undefined;
  #listening = false;
  #trailers: FieldLines | undefined;
  /** Whether there is no more to send. */
  #ended = false;
  /** How many chunks are not in the hands of HTTP/2 yet. */
  #unwritten = 0;
  #failed = false;

  constructor(stream: ServerHttp2Stream, owner: AnswerOwner) {
    this.#stream = stream;
    this.#owner = owner;
  }

  /**
   * Whether all of it has left. A stream of which both sides have come to their end is closed without an error, and Node
   * then has no `finish` for it; a client that wants no more has a code for that (RFC 9113 §7).
   */
  get whole(): boolean {
    const { writableFinished, closed, rstCode } = this.#stream;
    // By itself this says little: Node ends the stream of a client that has gone.
    return this.#ended && (writableFinished || (closed && rstCode === constants.NGHTTP2_NO_ERROR));
  }

  get environ(): Environ {
    return this.#owner.environ;
  }

  encodeHead(status: Status, headers: HeaderList): CheckedHead {
    return checkHead(status, headers);
  }

  textLength(text: string): number {
    return Buffer.byteLength(text);
  }

  sendInterim(status: Status, fields: FieldLines): void {
    if (this.#stream.destroyed) return;
    this.#stream.additionalHeaders({ ...fieldsOf(fields), ':status': Number(status.slice(0, 3)) });
  }

  sendHead(head: CheckedHead): void {
    this.#ended = true;
    this.#respond(head, head.code === 205 ? 0 : -1, { endStream: true });
  }

  sendWhole(head: CheckedHead, chunks: readonly Chunk[], length: number): boolean {
    if (chunks.length > 1) return false;
    this.#ended = true;
    this.#respond(head, length, { endStream: length === 0 });
    const chunk = chunks[0];
    if (length > 0 && chunk !== undefined) this.#stream.end(chunk);
    return true;
  }

  begin(head: CheckedHead, length: number, trailers: boolean): void {
    this.#respond(head, length, { waitForTrailers: trailers });
    if (trailers) {
      // Where the server has made a response of Node's, that would send its own first, and Node fails at the second.
      this.#stream.removeAllListeners('wantTrailers');
      this.#stream.on('wantTrailers', () => this.#stream.sendTrailers(fieldsOf(this.#trailers ?? [])));
    }
  }

  write(chunk: Chunk, length: number): void {
    this.sent += length;
    this.#unwritten++;
    if (!this.#stream.write(chunk, this.#onWritten)) this.#stall();
  }

  end(trailers: FieldLines | undefined): void {
    this.#trailers = trailers;
    this.#ended = true;
    this.#stream.end();
  }

  whenReady(waiter: () => void): void {
    this.#waiter = waiter;
  }

  flush(): void {}
  flushSoon(): void {}

  whenFlushed(waiter: FlushWaiter): void {
    const stream = this.#stream;
    // Of an answer that is cut off the client may take what was written as late as it likes.
    if (this.whole || this.#failed) return waiter.onFlushed();
    if (stream.closed || stream.destroyed) return waiter.onFlushed(new Error('the stream was closed'));
    stream.once('finish', () => waiter.onFlushed());
    stream.once('close', () => {
      if (!stream.writableFinished) waiter.onFlushed(this.whole ? undefined : new Error('the stream was closed'));
    });
  }

  /** RST_STREAM: what has come is not the whole (RFC 9113 §8.1). What was written leaves first (rule S19): Node would drop it. */
  cutOff(): void {
    this.#failed = true;
    if (this.#unwritten === 0) this.#reset();
  }

  leaveHttp(): void {}

  statusOf(error: unknown): number {
    return this.#owner.statusOf(error);
  }

  report(error: unknown): void {
    this.#owner.report(error);
  }

  onOver(): void {
    this.#owner.onOver();
  }

  #respond(head: CheckedHead, length: number, options: { endStream?: boolean; waitForTrailers?: boolean }): void {
    const headers = fieldsOf(head.fields);
    const before = this.#owner.fieldsBefore();
    for (const name in before) {
      const [earlier, own] = [before[name], headers[name]];
      if (own === undefined) headers[name] = earlier;
      else if (LIST_FIELDS.has(name)) headers[name] = [earlier, own].flat().map(String);
    }
    headers[':status'] = head.code;
    if (length !== -1) headers['content-length'] = String(length);
    this.#stream.respond(headers, options);
  }

  readonly #onWritten = (): void => {
    if (--this.#unwritten === 0 && this.#failed) this.#reset();
  };

  /** By `close()` Node ends the stream before it resets it, and to a client the answer is whole. */
  #reset(): void {
    this.#stream.destroy(new Error('the application failed'));
  }

  #stall(): void {
    this.ready = false;
    if (this.#listening) return;
    this.#listening = true;
    this.#stream.on('drain', () => {
      this.ready = true;
      const waiter = this.#waiter;
      this.#waiter = undefined;
      waiter?.();
    });
  }
}

/**
 * Fields as `node:http2` takes them: in lower case, the values without blanks around them (RFC 9113 §8.2), repeated ones
 * joined, which RFC 9110 §5.3 lets anybody do but with `Set-Cookie`.
 */
function fieldsOf(lines: FieldLines): OutgoingHttpHeaders {
  const fields: OutgoingHttpHeaders = {};
  for (let i = 0; i < lines.length; i += 2) {
    const name = lines[i]!.toLowerCase();
    const value = withoutBlanks(lines[i + 1]!);
    const before = fields[name];
    if (before === undefined) fields[name] = name === 'set-cookie' ? [value] : value;
    else if (Array.isArray(before)) before.push(value);
    else fields[name] = `${String(before)}, ${value}`;
  }
  return fields;
}
