import type { Device } from './batch-writer.ts';
import { builtIn, type FileSystem } from './built-in.ts';

/** How often a full pipe is tried again when there is no turn left to wait for, ten milliseconds apart. */
const LAST_TRIES = 100;
/** How often a file is looked at that a write under way has yet to reach, a millisecond apart. */
const LAST_LOOKS = 1000;

/** Node ends when what its threads do is done; its workers, and these, end without. */
const endsAtOnce =
  'Bun' in globalThis || 'Deno' in globalThis || builtIn('node:worker_threads')?.isMainThread === false;

/** A file descriptor that lines are written to, at its end. */
export class Descriptor implements Device {
  readonly #fs: FileSystem;
  readonly #fd: number;
  /** How long the file is when the write under way is done, where that may have to be waited for; else 0. */
  #awaited = 0;

  constructor(fs: FileSystem, fd: number) {
    this.#fs = fs;
    this.#fd = fd;
  }

  /** In a thread of the runtime, so that a disk that stalls holds up nothing here. */
  write(bytes: Uint8Array, done: (error: Error | null, written: number) => void): void {
    if (endsAtOnce) this.#awaited = this.#fileSize() + bytes.length;
    this.#fs.write(this.#fd, bytes, 0, bytes.length, null, done);
  }

  writeSync(bytes: Uint8Array): number {
    for (let tries = LAST_TRIES; ; tries--) {
      try {
        return this.#fs.writeSync(this.#fd, bytes, 0);
      } catch (error) {
        if (tries === 0 || !(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
        pause(10);
      }
    }
  }

  settle(): void {
    for (let looks = LAST_LOOKS; looks > 0 && this.#fileSize() < this.#awaited; looks--) pause(1);
  }

  /** `Infinity` for what is no file, a pipe: it does not tell what has gone through. */
  #fileSize(): number {
    try {
      const stat = this.#fs.fstatSync(this.#fd);
      return stat.isFile() ? stat.size : Infinity;
    } catch {
      return Infinity;
    }
  }

  close(): void {
    this.#fs.close(this.#fd, () => {});
  }
}

/** Nothing else can be done meanwhile: for the end of the process. */
function pause(millis: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
}
