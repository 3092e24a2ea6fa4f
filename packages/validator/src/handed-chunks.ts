import { memoryPrint } from './fingerprint.ts';

/** How many chunks are looked back at: a program that uses memory again has a few buffers by turns, seldom more. */
const MOST_KEPT = 8;

interface Handed {
  readonly chunk: Uint8Array;
  print: number;
}

/** The chunks that were handed over last, whose memory nobody is to write to any more. */
export class HandedChunks {
  readonly #handed: Handed[] = [];

  /**
   * Takes a chunk.
   * @returns whether earlier ones that it shares memory with are as they were.
   */
  add(chunk: Uint8Array): boolean {
    const unchanged = this.#handed.every(
      (earlier) => !overlap(earlier.chunk, chunk) || memoryPrint(earlier.chunk) === earlier.print,
    );
    if (this.#handed.push({ chunk, print: memoryPrint(chunk) }) > MOST_KEPT) this.#handed.shift();
    return unchanged;
  }

  /** Whether the last one has been written to, since it was taken or this was asked. */
  changed(): boolean {
    const last = this.#handed.at(-1);
    if (last === undefined) return false;
    const { print } = last;
    last.print = memoryPrint(last.chunk);
    return last.print !== print;
  }
}

function overlap(one: Uint8Array, other: Uint8Array): boolean {
  return (
    one.buffer === other.buffer &&
    one.byteOffset < other.byteOffset + other.byteLength &&
    other.byteOffset < one.byteOffset + one.byteLength
  );
}
