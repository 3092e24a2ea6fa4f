import type { Body } from './application.ts';
import type { FileRange, OpenFile } from './capabilities.ts';

/** A piece is what a transport takes at once, and what a slow reader has this side hold for it. */
const PIECE_BYTES = 65_536;

/**
 * Makes a body of an open file: what `tsgi.file_wrapper` gives where there is no faster way, and what to take where there
 * is no `tsgi.file_wrapper`. It closes the file when it is disposed of, read or not. A file that ends before `end` fails it.
 */
export function fileBody(file: OpenFile, range: FileRange = {}): Body {
  return new FileBody(file, range);
}

/** The body that `fileBody` makes. A server that gets it back unwrapped can read a file with little memory. */
export class FileBody implements AsyncIterable<Uint8Array>, AsyncIterator<Uint8Array, undefined>, AsyncDisposable {
  readonly #file: OpenFile;
  readonly #end: number;
  #position: number;
  #reading: PromiseLike<unknown> | undefined;
  /** What the last piece was read into, and what the next one may be. */
  #given: Uint8Array | undefined;
  #free: Uint8Array | undefined;
  #over = false;
  #closing: Promise<void> | undefined;

  constructor(file: OpenFile, { start = 0, end = Infinity }: FileRange = {}) {
    this.#file = file;
    this.#position = start;
    this.#end = end;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const wanted = Math.min(PIECE_BYTES, this.#end - this.#position);
    if (this.#over || wanted === 0) return { done: true, value: undefined };
    // Each piece has memory of its own: it is the transport's for as long as that likes (rule A14).
    const memory = this.#free ?? new Uint8Array(wanted);
    this.#free = undefined;
    this.#given = memory;
    const piece = memory.byteLength === wanted ? memory : memory.subarray(0, wanted);
    const reading = this.#file.read(piece, 0, wanted, this.#position);
    this.#reading = reading;
    const { bytesRead } = await reading;
    this.#position += bytesRead;
    if (bytesRead > 0) return { done: false, value: bytesRead === wanted ? piece : piece.subarray(0, bytesRead) };
    if (this.#end === Infinity) return { done: true, value: undefined };
    throw new Error(`the file ends after ${this.#position} bytes, and was to be sent up to ${this.#end}`);
  }

  /** Says that nobody needs the pieces given so far any more, so that the next is read into the memory of the last. */
  reuse(): void {
    this.#free = this.#given;
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#over = true;
    return { done: true, value: undefined };
  }

  /** Closes the file, once a read that is under way is done. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#over = true;
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    try {
      await this.#reading;
    } catch {
      // Whoever asked for that piece has been told.
    }
    await this.#file.close();
  }
}
