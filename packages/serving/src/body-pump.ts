/** Takes the chunks of a body one by one, each when the client has taken the one before. */

import { type Body, type Chunk, FileBody } from '@tsgi/contract';

import type { Flow } from './answer-link.ts';

/** Where chunks go. */
export interface PumpSink {
  /** Whether there is room for a chunk. */
  readonly ready: boolean;
  /** Takes a chunk. What it throws ends the iteration, and comes back in `onFailure`. */
  onChunk(chunk: Chunk): void;
  /** The body has come to its end. */
  onEnd(): void;
  /** The iterator, or the sink, has thrown. */
  onFailure(error: unknown): void;
}

type PumpFlow = Pick<Flow, 'whenReady' | 'flushSoon' | 'copied'>;

export class BodyPump {
  readonly #sink: PumpSink;
  readonly #flow: PumpFlow;
  /** An iteration that is not at its end. */
  #iterator: Iterator<Chunk> | AsyncIterator<Chunk> | undefined;
  #stopped = false;
  /** Whether `next()` is being called, in which an iterator cannot be told to stop: a generator would throw. */
  #stepping = false;
  #afterStep: (() => void) | undefined;

  constructor(sink: PumpSink, flow: PumpFlow) {
    this.#sink = sink;
    this.#flow = flow;
  }

  /** Iterates `body`: synchronously where it has both iterators, for that costs no promise a chunk. */
  start(body: Body): void {
    try {
      if (Symbol.iterator in body) this.#pump((this.#iterator = body[Symbol.iterator]()));
      else this.#pumpAsync((this.#iterator = body[Symbol.asyncIterator]()));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Calls `then`; where the iterator's `next()` is being called, once it has returned. */
  afterStep(then: () => void): void {
    if (this.#stepping) this.#afterStep = then;
    else then();
  }

  /**
   * Ends an iteration that is not at its end.
   * @returns what the iterator's `return()` gave: an async generator queues that behind a `next()` that may never settle.
   */
  stop(): unknown {
    this.#stopped = true;
    return this.#iterator?.return?.();
  }

  /** Takes chunks while there is room, and goes on when there is again. */
  #pump(iterator: Iterator<Chunk>): void {
    try {
      while (!this.#stopped) {
        if (!this.#sink.ready) return this.#flow.whenReady(() => this.#pump(iterator));
        const step = this.#next(iterator);
        if (step.done === true) return this.#end();
        if (this.#afterStep !== undefined) return this.#stepped();
        this.#sink.onChunk(step.value);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #pumpAsync(iterator: AsyncIterator<Chunk>): void {
    if (this.#stopped) return;
    if (!this.#sink.ready) return this.#flow.whenReady(() => this.#pumpAsync(iterator));
    let step: PromiseLike<IteratorResult<Chunk>>;
    // The iterator is the body itself: there is nobody in between who might keep a piece.
    if (iterator instanceof FileBody && this.#flow.copied === true) iterator.reuse();
    try {
      step = this.#next(iterator);
    } catch (error) {
      return this.#fail(error);
    }
    this.#stepped();
    // What is no promise, or a thenable that keeps no promise's rules, becomes one; a promise stays as it is.
    Promise.resolve(step).then(
      (taken) => this.#onStep(iterator, taken),
      (error: unknown) => {
        this.#iterator = undefined;
        this.#fail(error);
      },
    );
  }

  #onStep(iterator: AsyncIterator<Chunk>, step: IteratorResult<Chunk>): void {
    if (this.#stopped) return;
    try {
      if (step.done === true) this.#end();
      else this.#sink.onChunk(step.value);
    } catch (error) {
      return this.#fail(error);
    }
    this.#flow.flushSoon();
    this.#pumpAsync(iterator);
  }

  #next<Step>(iterator: { next(): Step }): Step {
    this.#stepping = true;
    try {
      return iterator.next();
    } catch (error) {
      this.#iterator = undefined; // An iterator that has thrown is at its end.
      throw error;
    } finally {
      this.#stepping = false;
    }
  }

  #stepped(): void {
    const then = this.#afterStep;
    this.#afterStep = undefined;
    then?.();
  }

  #end(): void {
    this.#iterator = undefined;
    this.#stopped = true;
    if (this.#afterStep === undefined) this.#sink.onEnd();
    else this.#stepped();
  }

  #fail(error: unknown): void {
    this.#sink.onFailure(error);
  }
}
