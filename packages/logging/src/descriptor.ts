import type { Device } from './batch-writer.ts';
import type { FileSystem } from './built-in.ts';

/** How often a full pipe is tried again when there is no turn left to wait for, ten milliseconds apart. */
const LAST_TRIES = 100;

/** A file descriptor that lines are written to, at its end. */
export class Descriptor implements Device {
  readonly #fs: FileSystem;
  readonly #fd: number;

  constructor(fs: FileSystem, fd: number) {
    this.#fs = fs;
    this.#fd = fd;
  }

  /** In a thread of the runtime, so that a disk that stalls holds up nothing here. */
  write(bytes: Uint8Array, done: (error: Error | null, written: number) => void): void {
    this.#fs.write(this.#fd, bytes, 0, bytes.length, null, done);
  }

  writeSync(bytes: Uint8Array): number {
    for (let tries = LAST_TRIES; ; tries--) {
      try {
        return this.#fs.writeSync(this.#fd, bytes, 0);
      } catch (error) {
        if (tries === 0 || !(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      }
    }
  }

  close(): void {
    this.#fs.close(this.#fd, () => {});
  }
}
