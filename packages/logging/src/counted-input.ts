import type { Input } from '@tsgi/contract';

/** An input that has what is read of it counted. */
export class CountedInput implements Input {
  readonly #input: Input;
  readonly #count: (bytes: number) => void;

  constructor(input: Input, count: (bytes: number) => void) {
    this.#input = input;
    this.#count = count;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    const chunks = this.#input[Symbol.asyncIterator]();
    const stop = chunks.return?.bind(chunks);
    return {
      next: async () => {
        const step = await chunks.next();
        if (step.done !== true) this.#count(step.value.byteLength);
        return step;
      },
      ...(stop !== undefined && { return: () => stop() }),
    };
  }

  limit(bytes: number): void {
    this.#input.limit(bytes);
  }

  close(): void {
    this.#input.close();
  }
}
