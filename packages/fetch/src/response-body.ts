/** The content of a `Response` as a body. */

import type { Body } from '@tsgi/contract';

type Step = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;

/** What there is of a response that has content. */
interface Content {
  readonly body: ReadableStream<Uint8Array>;
  readonly headers: Headers;
}

/**
 * What is complete already, as a `Response` of a text is, becomes an array, whose length is known. Everything else is
 * streamed, and no more than its first chunk has been asked for here.
 */
export function responseBody(response: Content): Promise<Body> {
  return new Promise((resolve) => new FirstLook(response, resolve).begin());
}

/** Content that nobody wants: it only has to be disposed of. */
export function unsentBody(response: Content): Body {
  return new StreamedBody(response, response.body.getReader());
}

/** A read of the first chunk, and of the end where that follows at once. */
class FirstLook {
  readonly #response: Content;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #first: Promise<Step>;
  readonly #resolve: (body: Body) => void;
  #begun = false;
  #known = false;

  constructor(response: Content, resolve: (body: Body) => void) {
    this.#response = response;
    this.#reader = response.body.getReader();
    this.#first = this.#reader.read();
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
    // Of what is complete this follows at once, on Bun a microtask later. Nothing is asked of what is not, for that would
    // read ahead.
    this.#reader.closed.then(
      () => this.#give([value]),
      () => {},
    );
    queueMicrotask(() => queueMicrotask(() => this.#streamed()));
  }

  #streamed(): void {
    if (!this.#known) this.#give(new StreamedBody(this.#response, this.#reader, this.#first));
  }

  #give(body: Body): void {
    this.#known = true;
    this.#resolve(body);
  }
}

/** How the type of a `FormData` begins that Node itself sends. */
const FORM_OF_NODE = 'multipart/form-data; boundary=----formdata-undici-';

class StreamedBody implements AsyncIterable<Uint8Array>, AsyncDisposable {
  readonly #response: Content;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #first: Promise<Step> | undefined;

  /** @param first What has been asked for already. */
  constructor(response: Content, reader: ReadableStreamDefaultReader<Uint8Array>, first?: Promise<Step>) {
    this.#response = response;
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
      // A form that is cancelled while it fills its stream ends a program on Node 26: it is read to its end instead. That of
      // another program, handed on, may have none.
      const isForm = this.#response.headers.get('content-type')?.startsWith(FORM_OF_NODE) === true;
      for (let over = !isForm; !over;) over = (await this.#reader.read()).done;
      await this.#reader.cancel();
    } catch {
      // A stream that has failed rejects with that failure, which whoever read it has seen already.
    }
  }
}
