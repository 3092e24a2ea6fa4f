/** The content of a `Response` as a body. */

import type { Body } from '@tsgi/contract';

type Step = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;

/**
 * What is complete already, as a `Response` of a text is, becomes an array, whose length is known. Everything else is
 * streamed, and no more than its first chunk has been asked for here.
 */
export function responseBody(stream: ReadableStream<Uint8Array>): Promise<Body> {
  return new Promise((resolve) => new FirstLook(stream.getReader(), resolve).begin());
}

/** A read of the first chunk, and of the end where that follows at once. */
class FirstLook {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #first: Promise<Step>;
  readonly #resolve: (body: Body) => void;
  #begun = false;
  #known = false;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>, resolve: (body: Body) => void) {
    this.#reader = reader;
    this.#first = reader.read();
    this.#resolve = resolve;
  }

  begin(): void {
    const streamed = (): void => this.#streamed();
    this.#first.then((step) => this.#onFirst(step), streamed);
    // Undici ends an empty text a microtask later than it makes the response.
    queueMicrotask(() => queueMicrotask(() => (this.#begun ? undefined : streamed())));
  }

  #onFirst({ done, value }: Step): void {
    this.#begun = true;
    if (done) return this.#give([]);
    // Of what is complete this follows at once. Nothing is asked of what is not, for that would read ahead.
    this.#reader.closed.then(
      () => this.#give([value]),
      () => {},
    );
    queueMicrotask(() => this.#streamed());
  }

  #streamed(): void {
    if (!this.#known) this.#give(new StreamedBody(this.#reader, this.#first));
  }

  #give(body: Body): void {
    this.#known = true;
    this.#resolve(body);
  }
}

class StreamedBody implements AsyncIterable<Uint8Array>, AsyncDisposable {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  /** What has been asked for already. */
  #first: Promise<Step> | undefined;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>, first: Promise<Step>) {
    this.#reader = reader;
    this.#first = first;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return {
      next: () => {
        const step = this.#first ?? this.#reader.read();
        this.#first = undefined;
        return step as Promise<IteratorResult<Uint8Array, undefined>>;
      },
      return: async () => {
        await this[Symbol.asyncDispose]();
        return { done: true, value: undefined };
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#reader.cancel();
    } catch {
      // A stream that has failed rejects with that failure, which whoever read it has seen already.
    }
  }
}
