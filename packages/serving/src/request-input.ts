/** `tsgi.input`: request content on its way from the socket to the application. */

import { ClientDisconnected, PayloadTooLarge, type Input } from '@tsgi/contract';

/** What an input asks of its connection. */
export interface InputSource {
  /** The application has begun to read: a client that waits for `100 Continue` is told to go on. */
  onFirstRead(): void;
  /** There is room again, or nothing more is wanted: reading from the socket may go on. */
  onRoom(): void;
}

/** Content beyond this is left in the socket until the application has taken some. */
const MOST_BUFFERED = 65_536;

type Result = IteratorResult<Uint8Array, undefined>;
const DONE: Result = { done: true, value: undefined };

interface Waiter {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** The content of one request. */
export class RequestInput implements Input, AsyncIterator<Uint8Array, undefined> {
  /** The error that ended this input, once it was given to a reader. */
  failure: ClientDisconnected | PayloadTooLarge | undefined = undefined;

  readonly #source: InputSource;
  readonly #announced: number;
  #most: number;
  #received = 0;
  #chunks: Uint8Array[] = [];
  #buffered = 0;
  readonly #waiters: Waiter[] = [];
  #iterated = false;
  #read = false;
  #ended = false;
  #closed = false;

  /**
   * @param announced The value of `Content-Length`, or a negative number where the length is not known.
   * @param most The server's limit in bytes.
   */
  constructor(source: InputSource, announced: number, most: number) {
    this.#source = source;
    this.#announced = announced;
    this.#most = most;
  }

  /** Whether a read waits for the client. */
  get waiting(): boolean {
    return this.#waiters.length > 0;
  }

  /** Whether the application has read any of it. */
  get begun(): boolean {
    return this.#read;
  }

  /** Whether as much is held here as may be. */
  get full(): boolean {
    return this.#buffered >= MOST_BUFFERED;
  }

  /** Whether content that comes from now on has nowhere to go. */
  get closed(): boolean {
    return this.#closed || this.failure !== undefined;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    if (this.#iterated)
      throw new TypeError('tsgi.input can be iterated once: the bytes were handed out the first time');
    this.#iterated = true;
    return this;
  }

  limit(bytes: number): void {
    checkLimit(bytes);
    this.#most = Math.min(this.#most, bytes);
    if (this.#received > this.#most || this.#announced > this.#most) this.fail(new PayloadTooLarge(this.#most));
  }

  close(): void {
    this.#closed = true;
    this.#drop();
    this.#settle(DONE);
    this.#source.onRoom();
  }

  next(): Promise<Result> {
    if (!this.#read) {
      this.#read = true;
      if (!this.closed && !this.#ended) this.#source.onFirstRead();
    }
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      const wasFull = this.full;
      this.#buffered -= chunk.byteLength;
      if (wasFull && !this.full) this.#source.onRoom();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.#ended || this.#closed) return Promise.resolve(DONE);
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  return(): Promise<Result> {
    this.close();
    return Promise.resolve(DONE);
  }

  /** The status to answer an error with that this input has given to its reader; 0 for any other. */
  statusOf(error: unknown): number {
    return error instanceof PayloadTooLarge && error === this.failure ? error.status : 0;
  }

  /** Takes content from the client. It is this input's, and then the application's. */
  push(chunk: Uint8Array): void {
    this.#received += chunk.byteLength;
    if (this.closed) return;
    if (this.#received > this.#most) return this.fail(new PayloadTooLarge(this.#most));
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) return waiter.resolve({ done: false, value: chunk });
    this.#chunks.push(chunk);
    this.#buffered += chunk.byteLength;
  }

  /** The content is complete. */
  end(): void {
    this.#ended = true;
    this.#settle(DONE);
  }

  /** No more will come: reads reject with `error`. What is held is dropped, for it is not the whole. */
  fail(error: ClientDisconnected | PayloadTooLarge): void {
    if (this.closed || (this.#ended && error instanceof ClientDisconnected)) return;
    this.failure = error;
    this.#drop();
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
    this.#source.onRoom();
  }

  #settle(result: Result): void {
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(result);
  }

  #drop(): void {
    this.#chunks = [];
    this.#buffered = 0;
  }
}

/** The input of requests without content: ends at once, and can be asked as often as it likes. */
export const emptyInput: Input = Object.freeze({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(DONE) }),
  limit: checkLimit,
  close() {},
});

/** Also where there is no content: a slip is to show with the first request, not with the first that has some. */
function checkLimit(bytes: number): void {
  if (!(bytes >= 0)) throw new TypeError(`tsgi.input.limit(): bytes must be a number from 0, got ${bytes}`);
}
