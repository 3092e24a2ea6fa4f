/** Content as Bun takes it in a stream of its own kind. */

import { isPromiseLike } from '@tsgi/contract';

import type { ContentStream } from './content-stream.ts';

/** What is used of Bun's `ReadableStreamDirectController`. */
interface DirectController {
  /** A promise where the client has not taken what came before. */
  write(bytes: Uint8Array): number | Promise<number>;
  flush(): unknown;
  end(): void;
}

/**
 * What is written is sent with `flush`. Of a stream that is asked for its chunks Bun gathers those that come at once, and
 * sends them with their length where their end is among them: a client could not tell that from an array (rule S26).
 */
export class DirectContent implements ContentStream {
  readonly stream: ReadableStream<Uint8Array>;
  ready = true;

  /** Settles with the content: Bun takes a stream for complete when that is. */
  readonly #over: PromiseWithResolvers<void> = Promise.withResolvers();
  /** Absent until Bun has the response. */
  #controller: DirectController | undefined;
  /** What was given before. */
  #first: Uint8Array | undefined;
  #ended = false;
  #waiter: (() => void) | undefined;

  /** @param onCancelled Nobody wants the rest. */
  constructor(onCancelled: () => void) {
    const source = {
      type: 'direct',
      pull: (controller: DirectController) => this.#onPull(controller),
      cancel: onCancelled,
    };
    this.stream = new ReadableStream<Uint8Array>(source as object);
  }

  give(bytes: Uint8Array): void {
    const controller = this.#controller;
    if (controller === undefined) {
      this.#first = bytes;
      this.ready = false;
      return;
    }
    const written = controller.write(bytes);
    controller.flush();
    this.ready = !isPromiseLike(written);
    if (isPromiseLike(written)) written.then(this.#onRoom, this.#onRoom);
  }

  end(): void {
    this.#ended = true;
    this.#controller?.end();
    this.#over.resolve();
  }

  fail(reason: unknown): void {
    const { promise, reject } = this.#over;
    // Bun may never ask for it.
    void promise.catch(() => {});
    reject(reason);
  }

  whenReady(waiter: () => void): void {
    this.#waiter = waiter;
  }

  #onPull(controller: DirectController): Promise<void> {
    this.#controller = controller;
    if (this.#first !== undefined) this.give(this.#first);
    this.#first = undefined;
    if (this.#ended) controller.end();
    else if (this.ready) this.#onRoom();
    return this.#over.promise;
  }

  readonly #onRoom = (): void => {
    this.ready = true;
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.();
  };
}
