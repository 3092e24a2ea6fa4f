/** Bytes in, requests out: the reading half of HTTP/1.1 (RFC 9112), without I/O. */

import type { Environ } from '@tsgi/contract';
import { badRequest, type Refusal } from '@tsgi/serving';

import { CR, LF } from './byte-classes.ts';
import { ChunkedDecoder, type ChunkLimits } from './chunked-decoder.ts';
import { CHUNKED } from './framing.ts';
import { HeadMemo } from './head-memo.ts';
import { HeadScanner, INCOMPLETE, REFUSED, type HeadLimits } from './head-scanner.ts';
import { decodeHead, readRequestLine, type RequestHead } from './request-head.ts';

/** The bounds of what a decoder takes. */
export interface DecoderLimits extends HeadLimits, ChunkLimits {
  /** The most bytes of content that a request may announce in `Content-Length`. */
  readonly bodyBytes: number;
}

/** What a decoder tells, in this order: a head, content, the end; or, at any point, a refusal, and then nothing more. */
export interface RequestEvents {
  /**
   * A new environ for the next request. What does not come from its head is there already, or is put in at `onHead`.
   * @param http11 Whether the request is HTTP/1.1.
   */
  blankEnviron(http11: boolean): Environ;
  onHead(head: RequestHead): void;
  /** Content stands in `bytes` from `start` up to `end`. It is only there during the call. */
  onContent(bytes: Buffer, start: number, end: number): void;
  onEnd(): void;
  /** @param ofHead Whether the request is a HEAD, as far as it was read: its answer has no content (RFC 9110 §9.3.2). */
  refuse(refusal: Refusal, ofHead: boolean): void;
}

/** Decodes the requests of one connection. */
export class RequestDecoder {
  readonly #limits: DecoderLimits;
  readonly #events: RequestEvents;
  readonly #shared: HeadScanner;
  /** The bytes of an unfinished head, and its scanner. Connections that are between requests hold neither. */
  #partial: Buffer | undefined = undefined;
  #scanner: HeadScanner | undefined = undefined;
  readonly #memo = new HeadMemo();
  #remaining = 0;
  #chunked: ChunkedDecoder | undefined = undefined;

  /** @param shared A scanner for heads that arrive whole. Decoders that run one at a time may share one. */
  constructor(limits: DecoderLimits, events: RequestEvents, shared: HeadScanner = new HeadScanner(limits)) {
    this.#limits = limits;
    this.#events = events;
    this.#shared = shared;
  }

  /** Whether a head, or content, is unfinished. Empty lines before a head are not one yet: some clients end content so. */
  get midMessage(): boolean {
    return this.inContent || (this.#partial !== undefined && !isEmptyLines(this.#partial));
  }

  /** Whether content is still to come. */
  get inContent(): boolean {
    return this.#remaining > 0 || this.#chunked !== undefined;
  }

  /** The bytes of content still to come, where they are known; `Infinity` where they are not. */
  get remaining(): number {
    return this.#chunked === undefined ? this.#remaining : Infinity;
  }

  /** Gives back what a connection between requests can do without. */
  forget(): void {
    this.#memo.forget();
  }

  /**
   * Decodes `bytes` from `start` up to `end`: at most one head and its content, so that the caller can answer before
   * it goes on.
   * @returns where it stopped. What is before that is done with, or has been copied.
   */
  decode(bytes: Buffer, start: number, end: number): number {
    if (this.#chunked !== undefined) return this.#decodeChunked(this.#chunked, bytes, start, end);
    if (this.#remaining > 0) return this.#decodeLength(bytes, start, end);
    return this.#partial === undefined
      ? this.#decodeHead(bytes, start, end)
      : this.#continueHead(this.#partial, bytes, start, end);
  }

  #decodeHead(bytes: Buffer, start: number, end: number): number {
    const scanner = this.#shared;
    scanner.reset();
    const line = scanner.scanRequestLine(bytes, start, end);
    if (line > 0) {
      const bound = Math.min(end, start + line + this.#limits.headerBytes);
      const section = this.#memo.match(scanner.minorVersion === 1, bytes, start + line, bound);
      if (section > 0) return this.#recallHead(scanner, bytes, start, line + section, end);
    }
    const length = line > 0 ? scanner.scan(bytes, start, end) : line;
    if (length === INCOMPLETE) {
      this.#partial = Buffer.from(bytes.subarray(start, end));
      return end;
    }
    return this.#finishHead(scanner, bytes, start, length, end);
  }

  #recallHead(scanner: HeadScanner, bytes: Buffer, start: number, length: number, end: number): number {
    const environ = this.#memo.recall(bytes);
    const text = bytes.toString('latin1', start, start + scanner.targetEnd);
    const refusal = readRequestLine(scanner, text, environ);
    if (refusal !== undefined) return this.#refuse(refusal, end, scanner.isHead(bytes, start));
    this.#emit({ environ, http11: scanner.minorVersion === 1, section: this.#memo.section! });
    return start + length;
  }

  /** A head in pieces is put together, at most one limit's worth, and scanned from the line where the scan stopped. */
  #continueHead(partial: Buffer, bytes: Buffer, start: number, end: number): number {
    if (this.#scanner === undefined) {
      this.#scanner = new HeadScanner(this.#limits);
      this.#scanner.scan(partial, 0, partial.length);
    }
    const scanner = this.#scanner;
    const whole = Buffer.concat([partial, bytes.subarray(start, end)]);
    const length = scanner.scan(whole, 0, whole.length);
    if (length === INCOMPLETE) {
      this.#partial = whole;
      return end;
    }
    this.#partial = this.#scanner = undefined;
    const stopped = this.#finishHead(scanner, whole, 0, length, whole.length);
    return end - (whole.length - stopped);
  }

  #finishHead(scanner: HeadScanner, bytes: Buffer, start: number, length: number, end: number): number {
    if (length === REFUSED) {
      return this.#refuse(scanner.refusal ?? badRequest('the head is malformed'), end, scanner.isHead(bytes, start));
    }
    const blank = this.#events.blankEnviron(scanner.minorVersion === 1);
    const head = decodeHead(scanner, bytes, start, length, blank, this.#memo);
    if ('reason' in head) return this.#refuse(head, end, scanner.isHead(bytes, start));
    if (head.section.contentLength > this.#limits.bodyBytes) {
      const reason = `the content is longer than ${this.#limits.bodyBytes} bytes (RFC 9110 §15.5.14)`;
      return this.#refuse({ status: 413, reason }, end, scanner.isHead(bytes, start));
    }
    this.#emit(head);
    return start + length;
  }

  #emit(head: RequestHead): void {
    const { contentLength } = head.section;
    if (contentLength === CHUNKED) this.#chunked = new ChunkedDecoder(this.#limits);
    else this.#remaining = contentLength;
    this.#events.onHead(head);
    if (contentLength === 0) this.#events.onEnd();
  }

  #decodeLength(bytes: Buffer, start: number, end: number): number {
    const stop = Math.min(end, start + this.#remaining);
    this.#remaining -= stop - start;
    this.#events.onContent(bytes, start, stop);
    if (this.#remaining === 0) this.#events.onEnd();
    return stop;
  }

  #decodeChunked(decoder: ChunkedDecoder, bytes: Buffer, start: number, end: number): number {
    decoder.position = start;
    for (;;) {
      const found = decoder.next(bytes, end);
      if (found === 'content') this.#events.onContent(bytes, decoder.contentStart, decoder.position);
      else if (found === 'more') return end;
      else if (found === 'end') {
        this.#chunked = undefined;
        this.#events.onEnd();
        return decoder.position;
      } else return this.#refuse(decoder.refusal ?? badRequest('the chunked coding is malformed'), end);
    }
  }

  /** After a refusal nothing that follows can be trusted: it is passed over. */
  #refuse(refusal: Refusal, end: number, ofHead = false): number {
    this.#events.refuse(refusal, ofHead);
    return end;
  }
}

function isEmptyLines(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === CR || byte === LF);
}
