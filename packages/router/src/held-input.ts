import type { Input } from '@tsgi/contract';

/**
 * A request body that is lent to an application which may turn out not to answer. It is the body itself from the first
 * read on. What is said about it before, its limit or that it is not wanted, counts once `keep` is called.
 */
export class HeldInput implements Input {
  readonly #input: Input;
  #limit = Number.POSITIVE_INFINITY;
  #closed = false;
  #kept = false;

  constructor(input: Input) {
    this.#input = input;
  }

  /** Whether it has been read: nobody else can then. */
  get taken(): boolean {
    return this.#kept;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    this.keep();
    return this.#input[Symbol.asyncIterator]();
  }

  limit(bytes: number): void {
    if (this.#kept) this.#input.limit(bytes);
    // The smallest counts, as in the body itself, which has to check what it is given at once.
    else if (bytes < this.#limit) this.#limit = bytes;
  }

  close(): void {
    if (this.#kept) this.#input.close();
    else this.#closed = true;
  }

  /** Makes it the borrower's for good. */
  keep(): void {
    if (this.#kept) return;
    this.#kept = true;
    if (this.#limit !== Number.POSITIVE_INFINITY) this.#input.limit(this.#limit);
    if (this.#closed) this.#input.close();
  }
}
