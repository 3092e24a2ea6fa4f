import type { Body, Chunk } from './application.ts';

/**
 * Makes a body of a stream. A web `ReadableStream` is cancelled when the body is disposed of, also where it was
 * never read, which iterating it alone would not do. Any other stream (Node's `Readable`) is a body already.
 */
export function streamBody(stream: ReadableStream<Chunk> | (AsyncIterable<Chunk> & object)): Body {
  return 'getReader' in stream ? new WebStreamBody(stream) : stream;
}

class WebStreamBody implements AsyncIterable<Chunk>, AsyncDisposable {
  readonly #stream: ReadableStream<Chunk>;
  #reader: ReadableStreamDefaultReader<Chunk> | undefined;

  constructor(stream: ReadableStream<Chunk>) {
    this.#stream = stream;
  }

  [Symbol.asyncIterator](): AsyncIterator<Chunk, undefined> {
    const reader = (this.#reader ??= this.#stream.getReader());
    return {
      next: () => reader.read() as Promise<IteratorResult<Chunk, undefined>>,
      return: async () => {
        await this[Symbol.asyncDispose]();
        return { done: true, value: undefined };
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await (this.#reader ?? this.#stream).cancel();
    } catch {
      // A stream that has failed rejects with that failure, which whoever read it has seen already.
    }
  }
}
