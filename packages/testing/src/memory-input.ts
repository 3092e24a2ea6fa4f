import { ClientDisconnected, type Input, PayloadTooLarge } from '@tsgi/contract';

import type { Content } from './transport.ts';

type Read = IteratorResult<Uint8Array, undefined>;
const DONE: Read = { done: true, value: undefined };

/** What an input in memory reports to its owner. */
export interface MemoryInputOptions {
  /** The application has begun to read. */
  readonly onFirstRead?: () => void;
  /** The content cannot be made: its iterator has thrown. */
  readonly onSourceError?: (error: unknown) => void;
}

/** `tsgi.input` in memory. */
export class MemoryInput implements Input, AsyncIterator<Uint8Array, undefined> {
  /** What a reader was refused with. */
  failure: Error | undefined;
  readonly #content: Content | undefined;
  readonly #options: MemoryInputOptions;
  readonly #closed = Promise.withResolvers<Read>();
  #source: AsyncIterator<Uint8Array> | undefined;
  #most = Infinity;
  #given = 0;
  #iterated = false;
  #begun = false;
  #ended = false;

  constructor(content: Content | undefined, options: MemoryInputOptions = {}) {
    this.#content = content instanceof Uint8Array && content.byteLength === 0 ? undefined : content;
    this.#options = options;
    // Nobody need be waiting.
    this.#closed.promise.catch(() => {});
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    if (this.#iterated && this.#content !== undefined) {
      throw new TypeError('tsgi.input can be iterated once: the bytes were handed out the first time');
    }
    this.#iterated = true;
    return this;
  }

  limit(bytes: number): void {
    if (!(bytes >= 0)) throw new TypeError(`tsgi.input.limit(): bytes must be a number from 0, got ${bytes}`);
    this.#most = Math.min(this.#most, bytes);
  }

  close(): void {
    if (!this.#ended && this.failure === undefined) void this.#source?.return?.();
    this.#ended = true;
    this.#closed.resolve(DONE);
  }

  /** The client has gone: reads reject. */
  disconnect(): void {
    if (this.#ended) return;
    this.failure ??= new ClientDisconnected();
    this.#closed.reject(this.failure);
  }

  async next(): Promise<Read> {
    if (this.failure !== undefined) throw this.failure;
    if (this.#ended || this.#content === undefined) return DONE;
    if (this.#content instanceof Uint8Array && this.#content.byteLength > this.#most) this.#refuse();
    if (!this.#begun) {
      this.#begun = true;
      this.#options.onFirstRead?.();
    }
    const read = await Promise.race([this.#pull(this.#content), this.#closed.promise]);
    if (read.done === true) {
      this.#ended = true;
      return DONE;
    }
    this.#given += read.value.byteLength;
    if (this.#given > this.#most) this.#refuse();
    return read;
  }

  return(): Promise<Read> {
    this.close();
    return Promise.resolve(DONE);
  }

  #refuse(): never {
    this.failure = new PayloadTooLarge(this.#most);
    throw this.failure;
  }

  async #pull(content: Content): Promise<Read> {
    this.#source ??= content instanceof Uint8Array ? once(content) : content[Symbol.asyncIterator]();
    try {
      return (await this.#source.next()) as Read;
    } catch (error) {
      this.#options.onSourceError?.(error);
      // The application learns no more than that the client has gone.
      throw (this.failure ??= new ClientDisconnected());
    }
  }
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array, void> {
  // A copy, for it is the application's from now on.
  yield content.slice();
}
