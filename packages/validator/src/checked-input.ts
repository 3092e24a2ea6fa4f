import { ClientDisconnected, ContractError, PayloadTooLarge, type Environ, type Input } from '@tsgi/contract';

import { memoryPrint } from './fingerprint.ts';
import { shown, type Seam } from './seam.ts';

type Read = IteratorResult<Uint8Array, undefined>;

/** `tsgi.input`, as the application sees it: both who reads and who is read are checked. */
export class CheckedInput implements Input {
  readonly #seam: Seam;
  readonly #input: Input;
  readonly #announced: string | undefined;
  #iterated = false;
  #reading = false;
  /** Whether the rest is not wanted any more, so that any end is right. */
  #closed = false;
  #most = Infinity;
  #bytes = 0;
  #last: Uint8Array | undefined = undefined;

  constructor(seam: Seam, environ: Environ) {
    this.#seam = seam;
    this.#input = environ['tsgi.input'];
    this.#announced = environ.CONTENT_LENGTH;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    if (this.#iterated) this.#seam.breach('A21', 'iterated tsgi.input a second time');
    this.#iterated = true;
    const reads = this.#input[Symbol.asyncIterator]();
    return {
      next: () => this.#next(reads),
      return: async () => {
        this.#closed = true;
        return (await reads.return?.()) ?? { done: true, value: undefined };
      },
    };
  }

  limit(bytes: number): void {
    if (!(Number.isInteger(bytes) || bytes === Infinity) || bytes < 0) {
      this.#seam.breach('A23', `called tsgi.input.limit() with ${shown(bytes)}`);
    }
    this.#most = Math.min(this.#most, bytes);
    this.#input.limit(bytes);
  }

  close(): void {
    this.#closed = true;
    this.#input.close();
  }

  async #next(reads: AsyncIterator<Uint8Array, undefined>): Promise<Read> {
    if (this.#reading) this.#seam.breach('A22', 'read tsgi.input again before the read before had settled');
    const closed = this.#closed;
    const last = this.#last;
    const print = last === undefined ? 0 : memoryPrint(last);
    this.#reading = true;
    try {
      const read = await reads.next();
      // The application waits: whoever wrote to the memory meanwhile was on the other side.
      if (last !== undefined && memoryPrint(last) !== print) {
        this.#seam.breach('S44', 'wrote to a chunk of tsgi.input that the application had been given');
      }
      this.#check(read, closed);
      return read;
    } catch (error) {
      throw this.#checkError(error);
    } finally {
      this.#reading = false;
    }
  }

  #check({ done, value }: Read, closed: boolean): void {
    if (done) return this.#checkEnd();
    if (closed) this.#seam.breach('S49', 'gave another chunk of tsgi.input after close()');
    if (!(value instanceof Uint8Array))
      return this.#seam.breach('S43', `gave ${shown(value)} for a chunk of tsgi.input`);
    this.#last = value;
    this.#bytes += value.byteLength;
    if (this.#bytes > this.#most) {
      this.#seam.breach('S47', `gave ${this.#bytes} bytes of tsgi.input, over the limit of ${this.#most}`);
    }
    if (this.#announced !== undefined && this.#bytes > Number(this.#announced)) {
      this.#seam.breach('S45', `gave ${this.#bytes} bytes of tsgi.input with a CONTENT_LENGTH of ${this.#announced}`);
    }
  }

  #checkEnd(): void {
    if (this.#closed || this.#announced === undefined || this.#bytes >= Number(this.#announced)) return;
    this.#seam.breach('S45', `ended tsgi.input after ${this.#bytes} bytes with a CONTENT_LENGTH of ${this.#announced}`);
  }

  /** The error itself, which the server wants to know again, or the breach that it is. */
  #checkError(error: unknown): unknown {
    const known = error instanceof ClientDisconnected || error instanceof PayloadTooLarge;
    if (known || error instanceof ContractError) return error;
    try {
      this.#seam.breach('S46', `had a read of tsgi.input reject with ${shown(error)}`);
    } catch (breach) {
      return breach;
    }
    return error;
  }
}
