import { refuseUnknownOptions } from '@tsgi/contract';

import { atExit } from './at-exit.ts';
import { BatchWriter, type WriterOptions } from './batch-writer.ts';
import type { FileSystem } from './built-in.ts';
import { checkWriterOptions } from './check-writer-options.ts';
import { Descriptor } from './descriptor.ts';
import { fileSystem } from './file-system.ts';
import type { Sink } from './sink.ts';

/** Options of `fileSink`. */
export interface FileSinkOptions extends WriterOptions {
  /** The permissions of a file that is made, less the process's umask. Default: `0o640`, for a log tells about people. */
  readonly mode?: number;
}

/** A file that lines are added to. */
export interface FileSink extends Sink {
  /**
   * Opens the path again and goes on there, once the line under way is out: the file has been renamed, or removed. No
   * line is lost. It rejects, and the file so far stays, where the path cannot be opened.
   */
  reopen(): Promise<void>;
  /** How many lines were dropped, because they came while the file could not be written and there was no more room. */
  readonly dropped: number;
}

/**
 * A sink that adds to the end of the file at `path`, in batches, in a thread of the runtime: no request waits for the
 * disk. What is there when the process ends by itself, by `process.exit()` or by an error is written before it does.
 *
 * Node, Bun and Deno can; other runtimes have no files.
 * @throws {TypeError} for an option that is not right, and where there are no files.
 * @throws {Error} the file system's, where the path cannot be opened.
 */
export function fileSink(path: string, options: FileSinkOptions = {}): FileSink {
  if (typeof path !== 'string' || path === '') {
    throw new TypeError(`fileSink(): path must be the path of a file, got ${JSON.stringify(path)}`);
  }
  refuseUnknownOptions('fileSink', options, ['mode', 'maxBytes', 'delayMs', 'report']);
  const { mode = 0o640 } = options;
  checkWriterOptions(options, 'fileSink');
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o777) {
    throw new TypeError(`fileSink(): mode must be permissions such as 0o640, got ${String(mode)}`);
  }
  const fs = fileSystem();
  if (fs === undefined) throw new TypeError('fileSink(): this runtime has no files; give a function of a line instead');
  return new AppendedFile(fs, path, mode, options);
}

class AppendedFile implements FileSink {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #mode: number;
  readonly #writer: BatchWriter;
  readonly #stay: () => void;
  #descriptor: Descriptor;
  #closed = false;

  constructor(fs: FileSystem, path: string, mode: number, options: WriterOptions) {
    this.#fs = fs;
    this.#path = path;
    this.#mode = mode;
    this.#descriptor = new Descriptor(fs, fs.openSync(path, 'a', mode));
    this.#writer = new BatchWriter(path, this.#descriptor, options);
    this.#stay = atExit(() => this.#writer.flushSync());
  }

  get dropped(): number {
    return this.#writer.dropped;
  }

  write(line: string): void {
    this.#writer.write(line);
  }

  writeBytes(line: Uint8Array): void {
    this.#writer.writeBytes(line);
  }

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writer.close();
    this.#stay();
    this.#descriptor.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  reopen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#fs.open(this.#path, 'a', this.#mode, (error, fd) => {
        if (error !== null) return reject(error);
        this.#continueIn(new Descriptor(this.#fs, fd), resolve);
      });
    });
  }

  #continueIn(next: Descriptor, done: () => void): void {
    if (this.#closed) {
      next.close();
      return done();
    }
    this.#writer.replace(() => {
      this.#descriptor.close();
      this.#descriptor = next;
      done();
      return next;
    });
  }
}
