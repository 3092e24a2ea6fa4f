/** What a server gives the exchange machine: the way an answer takes to the client. */

import type { Chunk, Environ, HeaderList, Status, Upgrade } from '@tsgi/contract';

import type { AnswerHead, FieldLines } from './answer-head.ts';

/** The application's wish to leave HTTP. */
export interface Departure {
  /** The protocol that takes its place. */
  readonly protocol: string;
  /** The other fields of the answer that says so. */
  readonly fields: FieldLines;
  readonly handler: Parameters<Upgrade>[1];
}

/** Whether a transport has room. */
export interface Flow {
  /** Whether the operating system has copied everything, so that no memory that was written is needed. Absent: not known. */
  readonly copied?: boolean;
  /** Whether there is room for a chunk. */
  readonly ready: boolean;
  /** Calls `waiter` when there is room again. One waits at a time. */
  whenReady(waiter: () => void): void;
  /** Hands what was written to the transport once the microtasks that are under way have run. */
  flushSoon(): void;
}

/** Waits until an answer is out. It is an object because a function would have to be made for every answer. */
export interface FlushWaiter {
  /** @param error Why it never will be out. */
  onFlushed(error?: Error | null): void;
}

/** The way one answer takes to its client. Its methods are called in the order of an answer: a head, chunks, an end. */
export interface AnswerLink<Head extends AnswerHead> extends Flow {
  readonly environ: Environ;
  /** Whether interim responses and trailer fields can be sent. */
  readonly informs: boolean;
  /** The protocols that the client asks to leave HTTP for, where it can. */
  readonly asked: string | undefined;
  /** Bytes of content handed to the transport in this exchange. */
  readonly sent: number;

  /**
   * Checks a head.
   * @throws {ContractError} where it breaks the specification.
   */
  encodeHead(status: Status, headers: HeaderList): Head;
  /** The bytes of a text as UTF-8. */
  textLength(text: string): number;
  /** Sends an interim response, checked, at once. */
  sendInterim(status: Status, fields: FieldLines): void;
  /** Sends a head that no content follows: of an answer to `HEAD`, or with status 204, 205 or 304. */
  sendHead(head: Head): void;
  /**
   * Sends a head and the whole content, where that can be done in one piece; `length` is its bytes.
   * @returns false where the chunks are to be written one by one.
   */
  sendWhole(head: Head, chunks: readonly Chunk[], length: number): boolean;
  /**
   * Sends a head that content follows.
   * @param length The content's bytes; -1 where that is not known.
   * @param trailers Whether fields will follow the content.
   */
  begin(head: Head, length: number, trailers: boolean): void;
  /** Sends a chunk of `length` bytes, 1 or more. Some of it may stay until there is room. */
  write(chunk: Chunk, length: number): void;
  /** Ends the content. @param trailers Fields that follow it, checked. */
  end(trailers: FieldLines | undefined): void;
  /** Hands what was written to the transport now. */
  flush(): void;
  /** Tells `waiter`, once, when all of the answer is out of this process's hands, or why it never will be. */
  whenFlushed(waiter: FlushWaiter): void;
  /** Ends the connection, or the stream, so that the client sees that the answer is not complete. */
  cutOff(): void;
  /** Answers 101, and gives the connection to the handler of `tsgi.upgrade`. */
  leaveHttp(departure: Departure): void;

  /** The status to answer an error with that the server itself has given to the application; 0 for any other. */
  statusOf(error: unknown): number;
  /** Reports an error to `tsgi.errors`. */
  report(error: unknown): void;
  /** The exchange is over. */
  onOver(): void;
}
