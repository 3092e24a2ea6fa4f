/** Deno's own files in the place of those of its `node:fs`, which up to Deno 2.9 writes within the call. */

import type { FileSystem } from './built-in.ts';

/** As much of the global `Deno` as is used. */
export interface Deno {
  openSync(path: string, options: OpenOptions): DenoFile;
  open(path: string, options: OpenOptions): Promise<DenoFile>;
  readonly stdout: Pick<DenoFile, 'write' | 'writeSync'>;
}

interface OpenOptions {
  readonly append: true;
  readonly create: true;
  readonly mode: number;
}

interface DenoFile {
  /** In a thread of the runtime. */
  write(bytes: Uint8Array): Promise<number>;
  /** Waits for a write that is under way. */
  writeSync(bytes: Uint8Array): number;
  statSync(): { readonly isFile: boolean; readonly size: number };
  close(): void;
}

const STDOUT = 1;

/** Its descriptors are its own, but for standard output. */
export class DenoFileSystem implements FileSystem {
  readonly #deno: Deno;
  readonly #files = new Map<number, DenoFile>();
  #last = STDOUT;

  /** @param fs Looks at standard output, which Deno itself does not. */
  constructor(deno: Deno, fs: FileSystem) {
    this.#deno = deno;
    const { stdout } = deno;
    this.#files.set(STDOUT, {
      write: (bytes) => stdout.write(bytes),
      writeSync: (bytes) => stdout.writeSync(bytes),
      statSync() {
        const stat = fs.fstatSync(STDOUT);
        return { isFile: stat.isFile(), size: stat.size };
      },
      close() {},
    });
  }

  openSync(path: string, _flags: 'a', mode: number): number {
    return this.#add(this.#deno.openSync(path, { append: true, create: true, mode }));
  }

  open(path: string, _flags: 'a', mode: number, done: (error: Error | null, fd: number) => void): void {
    const opened = this.#deno.open(path, { append: true, create: true, mode });
    callBack(
      opened.then((file) => this.#add(file)),
      -1,
      done,
    );
  }

  write(
    fd: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
    _position: null,
    done: (error: Error | null, written: number) => void,
  ): void {
    callBack(this.#file(fd).write(bytes.subarray(offset, offset + length)), 0, done);
  }

  writeSync(fd: number, bytes: Uint8Array, offset: number): number {
    return this.#file(fd).writeSync(bytes.subarray(offset));
  }

  fstatSync(fd: number): { isFile(): boolean; readonly size: number } {
    const { isFile, size } = this.#file(fd).statSync();
    return { isFile: () => isFile, size };
  }

  close(fd: number, done: (error: Error | null) => void): void {
    this.#file(fd).close();
    this.#files.delete(fd);
    done(null);
  }

  #add(file: DenoFile): number {
    this.#files.set(++this.#last, file);
    return this.#last;
  }

  #file(fd: number): DenoFile {
    const file = this.#files.get(fd);
    if (file === undefined) throw new Error(`the file ${fd} is closed`);
    return file;
  }
}

/** As `node:fs` does, with `none` where there is an error. */
function callBack<Value>(
  promise: Promise<Value>,
  none: Value,
  done: (error: Error | null, value: Value) => void,
): void {
  // oxlint-disable promise/no-callback-in-promise -- it is called once
  promise.then(
    (value) => done(null, value),
    (error: Error) => done(error, none),
  );
}
