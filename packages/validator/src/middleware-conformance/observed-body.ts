import type { Body, Chunk } from '@tsgi/contract';

import type { HandServer } from './hand-server.ts';

/** A body that says what happens to it. */
export interface ObservedBodyOptions {
  /** Default: `'one'`, `'two'`, `'three'`. */
  readonly chunks?: readonly Chunk[];
  /** Default: `'sync'`. */
  readonly iterators?: 'sync' | 'async' | 'both';
  /** Which dispose methods it has. Default: `'sync'`. */
  readonly disposal?: 'none' | 'sync' | 'async' | 'both';
  /** What it throws in place of its last chunk. Default: nothing. */
  readonly fails?: { readonly error: unknown };
  /** Before which chunk, from 1, it pauses; disposing of it then is its end. Asynchronous only. Default: none. */
  readonly pausesAt?: number;
}

/** Makes a body whose every use is an event of `server`. Its iterator is no generator, so that nothing is queued. */
export function observedBody(server: HandServer, options: ObservedBodyOptions = {}): Body {
  const { iterators = 'sync', disposal = 'sync' } = options;
  const chunks = new ObservedChunks(server, options);
  const body: Partial<Iterable<Chunk> & AsyncIterable<Chunk> & Disposable & AsyncDisposable> = {};
  if (iterators !== 'async') body[Symbol.iterator] = () => chunks.iterate();
  if (iterators !== 'sync') body[Symbol.asyncIterator] = () => chunks.iterateAsync(iterators);
  if (disposal === 'sync' || disposal === 'both') {
    body[Symbol.dispose] = () => {
      server.note(disposal === 'both' ? 'was disposed of in the wrong of two ways' : 'was disposed of');
      chunks.end();
    };
  }
  if (disposal === 'async' || disposal === 'both') {
    body[Symbol.asyncDispose] = async () => {
      server.note('began to be disposed of');
      chunks.end();
      // Longer than a caller takes that does not wait.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      server.note('was disposed of');
    };
  }
  return body as Body;
}

/** Says of a chunk that is asked for whether that is in order: one at a time, and not before somebody wants it. */
export function noteAsked(server: HandServer, chunk: number): void {
  if (!server.asking) server.note(`was asked for chunk ${chunk} early, when the server had asked for none`);
  else if (server.chunks.length < chunk - 1) {
    server.note(`was asked for chunk ${chunk} early, before one had come through for chunk ${chunk - 1}`);
  } else server.note(`was asked for chunk ${chunk}`);
}

class ObservedChunks {
  readonly #server: HandServer;
  readonly #chunks: readonly Chunk[];
  readonly #fails: { readonly error: unknown } | undefined;
  readonly #pausesAt: number | undefined;
  #asked = 0;
  #ended = false;

  constructor(server: HandServer, { chunks = ['one', 'two', 'three'], fails, pausesAt }: ObservedBodyOptions) {
    this.#server = server;
    this.#chunks = chunks;
    this.#fails = fails;
    this.#pausesAt = pausesAt;
  }

  /** Whoever waits for a chunk waits no longer. */
  end(): void {
    this.#ended = true;
    this.#server.resume();
  }

  iterate(): Iterator<Chunk, undefined> {
    return { next: () => this.#next(), return: () => this.#stop() };
  }

  iterateAsync(iterators: 'async' | 'both'): AsyncIterator<Chunk, undefined> {
    if (iterators === 'both') this.#server.note('was iterated in the wrong of two ways');
    return {
      next: async () => {
        const step = this.#next();
        if (this.#asked === this.#pausesAt) await this.#server.pause();
        return this.#ended ? { done: true, value: undefined } : step;
      },
      return: async () => this.#stop(),
    };
  }

  #next(): IteratorResult<Chunk, undefined> {
    this.#asked++;
    noteAsked(this.#server, this.#asked);
    if (this.#fails !== undefined && this.#asked >= this.#chunks.length) {
      this.#server.note('failed');
      throw this.#fails.error;
    }
    const value = this.#chunks[this.#asked - 1];
    return value === undefined ? { done: true, value } : { done: false, value };
  }

  #stop(): IteratorReturnResult<undefined> {
    this.#server.note('was told to stop');
    return { done: true, value: undefined };
  }
}
