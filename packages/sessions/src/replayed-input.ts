import { type Input, PayloadTooLarge } from '@tsgi/contract';

/** A request body of which the beginning has been read, and is read again by whoever it is for. */
export class ReplayedInput implements Input {
  readonly #input: Input;
  readonly #read: readonly Uint8Array[];
  readonly #rest: AsyncIterator<Uint8Array, undefined>;
  #limit = Number.POSITIVE_INFINITY;
  #closed = false;
  #taken = false;

  /** `read` are the chunks that `rest`, an iterator of `input`, has given. */
  constructor(input: Input, read: readonly Uint8Array[], rest: AsyncIterator<Uint8Array, undefined>) {
    this.#input = input;
    this.#read = read;
    this.#rest = rest;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    if (this.#taken) throw new TypeError('tsgi.input can be iterated once: its bytes are gone');
    this.#taken = true;
    let at = 0;
    let bytes = 0;
    const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      const value = this.#closed ? undefined : this.#read[at];
      // The body itself holds the rest to the limit, and gives nothing once it is closed.
      if (value === undefined) return this.#rest.next();
      at++;
      bytes += value.byteLength;
      if (bytes > this.#limit) throw new PayloadTooLarge(this.#limit);
      return { done: false, value };
    };
    return {
      next,
      return: async () => {
        this.#closed = true;
        await this.#rest.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  limit(bytes: number): void {
    this.#input.limit(bytes);
    if (bytes < this.#limit) this.#limit = bytes;
  }

  close(): void {
    this.#closed = true;
    this.#input.close();
  }
}
