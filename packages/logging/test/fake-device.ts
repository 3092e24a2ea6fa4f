/** What lines are written to, in the hands of a test: each write ends when, and as, the test says. */

import type { Device } from '../src/batch-writer.ts';

export class FakeDevice implements Device {
  /** What has been written, as text. */
  text = '';
  /** What the next writes fail with. */
  failure: Error | undefined;
  #ending: ((error: Error | null, written: number) => void) | undefined;
  #bytes: Uint8Array = new Uint8Array();
  #wake: (() => void) | undefined;

  write(bytes: Uint8Array, done: (error: Error | null, written: number) => void): void {
    if (this.#ending !== undefined) throw new Error('two writes at once');
    this.#bytes = bytes;
    this.#ending = done;
    this.#wake?.();
  }

  writeSync(bytes: Uint8Array): number {
    if (this.failure !== undefined) throw this.failure;
    // Not all of it, as a disk that is nearly full.
    const most = Math.ceil(bytes.length / 2);
    this.text += new TextDecoder().decode(bytes.subarray(0, most));
    return most;
  }

  /** Whether a write is under way. */
  get busy(): boolean {
    return this.#ending !== undefined;
  }

  /** Waits until a write is under way. */
  async asked(): Promise<this> {
    if (!this.busy) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = undefined;
    return this;
  }

  /** Ends the write under way. @param most How many bytes are taken. */
  end(most = Infinity): void {
    const done = this.#ending!;
    this.#ending = undefined;
    if (this.failure !== undefined) return done(this.failure, 0);
    const taken = this.#bytes.subarray(0, most);
    this.text += new TextDecoder().decode(taken);
    done(null, taken.length);
  }
}
