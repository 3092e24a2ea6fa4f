import { PayloadTooLarge, type Input } from '@tsgi/contract';

/** `tsgi.input` of a server by hand: remembers what was asked of it. */
export class HandInput implements Input {
  /** Whether anything was read. */
  iterated = false;
  closed = false;
  /** How many chunks have been read. */
  given = 0;
  /** The lowest limit set. */
  most: number = Infinity;
  /** What the server has thrown at the reader. */
  refusal: PayloadTooLarge | undefined;
  readonly #chunks: readonly Uint8Array[];

  constructor(chunks: readonly Uint8Array[]) {
    this.#chunks = chunks;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    if (this.iterated && this.#chunks.length > 0)
      throw new TypeError('tsgi.input was iterated a second time (rule A21)');
    this.iterated = true;
    return this.#read();
  }

  limit(bytes: number): void {
    this.most = Math.min(this.most, bytes);
  }

  close(): void {
    this.closed = true;
  }

  async *#read(): AsyncGenerator<Uint8Array, undefined> {
    let bytes = 0;
    for (const chunk of this.#chunks) {
      if (this.closed) return;
      bytes += chunk.byteLength;
      if (bytes > this.most) throw (this.refusal = new PayloadTooLarge(this.most));
      this.given++;
      yield chunk;
    }
  }
}
