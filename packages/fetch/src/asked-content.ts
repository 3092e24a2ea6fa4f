/** Content that is asked for, chunk by chunk. */

import type { ContentStream } from './content-stream.ts';

export class AskedContent implements ContentStream {
  readonly stream: ReadableStream<Uint8Array>;
  ready = true;

  readonly #inPieces: boolean;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #waiter: (() => void) | undefined;
  /** What is left of a chunk that is given in pieces. */
  #rest: Uint8Array | undefined;

  /**
   * @param inPieces Whether the runtime asks for the next before the client has taken this one: large ones are given in
   *   pieces then, of which it holds no more than one or two (rule S18).
   * @param onCancelled Nobody wants the rest.
   */
  constructor(inPieces: boolean, onCancelled: () => void) {
    this.#inPieces = inPieces;
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#onPull(),
        cancel: onCancelled,
      },
      { highWaterMark: 0 },
    );
  }

  give(bytes: Uint8Array): void {
    this.ready = false;
    const whole = bytes.byteLength <= PIECE_BYTES || !this.#inPieces;
    this.#rest = whole ? undefined : bytes.subarray(PIECE_BYTES);
    this.#controller.enqueue(whole ? bytes : bytes.subarray(0, PIECE_BYTES));
  }

  end(): void {
    this.#controller.close();
  }

  fail(reason: unknown): void {
    this.#controller.error(reason);
  }

  whenReady(waiter: () => void): void {
    this.#waiter = waiter;
  }

  #onPull(): void {
    if (this.#rest !== undefined) return this.give(this.#rest);
    this.ready = true;
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.();
  }
}

/** The size of the pieces that chunks are given in; pieces of 64 KiB cost Deno a third more. */
const PIECE_BYTES = 262_144;
