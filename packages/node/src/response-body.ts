/** The content that a listener writes, as a body: what has been written is taken when the client has room for it. */

type Result = IteratorResult<Uint8Array, undefined>;
const DONE: Result = { done: true, value: undefined };

export class ResponseBody implements AsyncIterable<Uint8Array>, AsyncIterator<Uint8Array, undefined>, AsyncDisposable {
  /** Called once, where the body is dropped before its end. */
  readonly #onDropped: () => void;
  /** To be called when content is wanted. */
  #wanted: (() => void) | undefined;
  readonly #chunks: Uint8Array[] = [];
  #waiter: { resolve: (result: Result) => void; reject: (error: unknown) => void } | undefined;
  /** Lets the listener write more. */
  #taken: (() => void) | undefined;
  #work: Promise<unknown> | undefined;
  #ended = false;
  #dropped = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(onDropped: () => void) {
    this.#onDropped = onDropped;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return this;
  }

  /** Resolves when all has been taken and more is asked for, or nothing ever will be. One waits at a time. */
  wanted(): Promise<void> {
    if (this.#waiter !== undefined || this.#dropped) return Promise.resolve();
    return new Promise((resolve) => (this.#wanted = resolve));
  }

  next(): Promise<Result> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) return Promise.resolve({ done: false, value: chunk });
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    if (this.#ended || this.#dropped) return Promise.resolve(DONE);
    const next = new Promise<Result>((resolve, reject) => (this.#waiter = { resolve, reject }));
    this.#release();
    this.#wanted?.();
    this.#wanted = undefined;
    return next;
  }

  async return(): Promise<Result> {
    this.drop();
    return DONE;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.drop();
    await this.#work;
  }

  /** Has the disposal wait for `work`, which goes on behind this body. */
  waitFor(work: Promise<unknown>): void {
    this.#work = work;
  }

  /** Nothing more is wanted. */
  drop(): void {
    if (this.#dropped) return;
    this.#dropped = true;
    this.#wanted?.();
    this.#chunks.length = 0;
    this.#settle(DONE);
    if (!this.#ended) this.#onDropped();
    this.#release();
  }

  /** Takes content. */
  push(bytes: Uint8Array): void {
    if (this.#dropped) return;
    if (this.#waiter === undefined) this.#chunks.push(bytes);
    else this.#settle({ done: false, value: bytes });
  }

  /** Calls `taken` when all that was pushed has been taken. */
  whenTaken(taken: () => void): void {
    this.#taken = taken;
    if ((this.#chunks.length === 0 && this.#waiter !== undefined) || this.#dropped) this.#release();
  }

  /** The content is complete. */
  end(): void {
    this.#ended = true;
    this.#settle(DONE);
  }

  /** The content will not be complete. */
  fail(error: unknown): void {
    if (this.#ended || this.#dropped || this.#failure !== undefined) return;
    this.#failure = { error };
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.reject(error);
  }

  #settle(result: Result): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.resolve(result);
  }

  #release(): void {
    const taken = this.#taken;
    this.#taken = undefined;
    taken?.();
  }
}
