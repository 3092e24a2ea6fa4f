import type { Chunk } from '@tsgi/contract';

import { checkSoFar, checkWhole, prepareContent } from './check-content.ts';
import type { CheckedExchange } from './checked-exchange.ts';
import { isChunk } from './content.ts';
import { HandedChunks } from './handed-chunks.ts';
import { shown } from './seam.ts';

type Result = IteratorResult<Chunk, undefined>;

/** The one iteration of a body, between who reads it and who yields. */
export class CheckedIteration {
  readonly #exchange: CheckedExchange;
  #begun = false;
  #disposed = false;
  /** Whether nothing more will come: the end, an error, or `return()`. */
  #ended = false;
  #canReturn = false;
  #reading = false;
  #chunks = 0;
  /** In a chain: how many chunks had gone out of the reader when it was given the last one. */
  #deliveredThen = 0;
  #handed: HandedChunks | undefined;

  constructor(exchange: CheckedExchange) {
    this.#exchange = exchange;
  }

  /** Checks that an iterator may be asked for. */
  begin(): void {
    const { seam, outer } = this.#exchange;
    if (this.#disposed) seam.breach('S35', 'iterated a body that it had disposed of');
    if (this.#begun) seam.breach('S15', 'iterated a body a second time');
    if (this.#exchange.withoutContent) {
      const { environ, start } = this.#exchange;
      seam.breach('S21', `iterated the body of a response to ${environ.REQUEST_METHOD} with status ${start.code}`);
    }
    if (outer?.settled === false) seam.breach('M2', 'iterated an inner body before its own value had settled');
    this.#begun = true;
    prepareContent(this.#exchange);
  }

  readSync(chunks: Iterator<Chunk>): Iterator<Chunk, undefined> {
    const next = (): Result => {
      this.#check(chunks, () => this.#ask());
      let answer: IteratorResult<Chunk>;
      try {
        answer = chunks.next();
      } catch (error) {
        this.#ended = true;
        throw error;
      }
      this.#check(chunks, () => this.#take(answer));
      return answer;
    };
    if (chunks.return === undefined) return { next };
    this.#canReturn = true;
    return {
      next,
      return: () => {
        this.#ended = true;
        return chunks.return?.() as Result;
      },
    };
  }

  readAsync(chunks: AsyncIterator<Chunk>): AsyncIterator<Chunk, undefined> {
    const next = async (): Promise<Result> => {
      this.#check(chunks, () => this.#ask());
      this.#reading = true;
      let answer: IteratorResult<Chunk>;
      try {
        answer = await chunks.next();
      } catch (error) {
        this.#ended = true;
        throw error;
      } finally {
        this.#reading = false;
      }
      this.#check(chunks, () => this.#take(answer));
      return answer;
    };
    if (chunks.return === undefined) return { next };
    this.#canReturn = true;
    return {
      next,
      return: () => {
        this.#ended = true;
        return chunks.return?.() as Promise<Result>;
      },
    };
  }

  /** Checks that the body may be disposed of now. */
  checkDisposed(): void {
    this.#disposed = true;
    this.#checkReturned((what) => this.#exchange.seam.breach('S34', what));
  }

  /** Checks what is to be true when deferred functions run. */
  checkEnd(): void {
    if (!this.#disposed) this.#checkReturned((what) => this.#exchange.note('S34', what));
  }

  #checkReturned(state: (what: string) => void): void {
    if (!this.#begun || this.#ended || !this.#canReturn) return;
    this.#ended = true;
    state(`left an iteration after ${this.#chunks} chunks without calling its return()`);
  }

  /** The reader asks for a chunk. */
  #ask(): void {
    const { seam, start, outer } = this.#exchange;
    if (this.#disposed) seam.breach('S35', 'asked for a chunk of a body that it had disposed of');
    if (this.#reading) seam.breach('S17', 'asked for a chunk before the one before had arrived');
    if (this.#chunks === 0) return;
    start.committed = true;
    if (outer?.settled === true && outer.delivered === this.#deliveredThen) {
      seam.breach('M3', 'asked its inner body for another chunk without having yielded one for the last');
    }
    if (this.#handed?.changed() === true) seam.breach('S23', 'wrote to a chunk that it had been given');
  }

  /** The body answers. */
  #take(answer: IteratorResult<Chunk>): void {
    const { seam, start } = this.#exchange;
    if (start.thrownBack) seam.breach('A4', 'went on after startResponse had thrown its error back');
    if (this.#handed?.changed() === true) seam.breach('A14', 'wrote to a chunk that it had yielded');
    if (answer.done !== true) return this.#takeChunk(answer.value);
    this.#ended = true;
    checkWhole(this.#exchange);
  }

  #takeChunk(chunk: unknown): void {
    const { seam, start, content, outer } = this.#exchange;
    this.#chunks++;
    this.#exchange.delivered++;
    if (outer !== undefined) this.#deliveredThen = outer.delivered;
    if (!isChunk(chunk)) return seam.breach('A13', `yielded ${shown(chunk)} for a chunk`);
    if (typeof chunk !== 'string' && !(this.#handed ??= new HandedChunks()).add(chunk)) {
      seam.breach('A14', 'wrote to a chunk that it had yielded before the last');
    }
    if (start.contentLength < 0 && !content.compared) return;
    content.add(chunk);
    checkSoFar(this.#exchange);
  }

  /** Ends the iteration where a check throws: the reader takes it for over then, and the body has to learn that it is. */
  #check(chunks: Iterator<Chunk> | AsyncIterator<Chunk>, check: () => void): void {
    try {
      check();
    } catch (breach) {
      if (!this.#ended) leave(chunks);
      this.#ended = true;
      throw breach;
    }
  }
}

function leave(chunks: Iterator<Chunk> | AsyncIterator<Chunk>): void {
  try {
    // Not awaited, and an error in it is not the news: the breach is.
    Promise.resolve(chunks.return?.()).catch(() => {});
  } catch {
    // As above.
  }
}
