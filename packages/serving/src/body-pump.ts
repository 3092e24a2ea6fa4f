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

type Flows = Pick<Flow, 'whenReady' | 'flushSoon' | 'copied'>;

export class BodyPump {
  readonly #sink: PumpSink;
  readonly #flow: Flows;
  /** An iteration that is not at its end. */
  #iterator: Iterator<Chunk> | AsyncIterator<Chunk> | undefined;
  #stopped = false;

  constructor(sink: PumpSink, flow: Flows) {
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
    // Its iterator is the body itself: nobody stands in between, who might keep a piece.
    if (iterator instanceof FileBody && this.#flow.copied === true) iterator.reuse();
    try {
      step = this.#next(iterator);
    } catch (error) {
      return this.#fail(error);
    }
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
    try {
      return iterator.next();
    } catch (error) {
      this.#iterator = undefined; // An iterator that has thrown is at its end.
      throw error;
    }
  }

  #end(): void {
    this.#iterator = undefined;
    this.#stopped = true;
    this.#sink.onEnd();
  }

  #fail(error: unknown): void {
    this.#sink.onFailure(error);
  }
}
