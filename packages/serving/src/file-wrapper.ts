import { type Body, fileBody, type FileWrapper, type OpenFile } from '@tsgi/contract';

import { breach } from './breach.ts';
import { kindOf } from './kind-of.ts';

/** Opens a file by its path, as `open` of `node:fs/promises` does. */
export type OpenPath = (path: string) => Promise<OpenFile>;

/**
 * Makes a `tsgi.file_wrapper`: its body reads a file piece by piece; what cannot be read fails it.
 * @param open What a path is opened with, when the file is first read.
 */
export function fileWrapper(open: OpenPath): FileWrapper {
  return function wrapFile(file, range = {}): Body {
    const { start = 0, end = Infinity } = range;
    const inOrder = isOffset(start) && (end === Infinity || isOffset(end)) && start <= end;
    if (!(typeof file === 'string' ? file !== '' : isOpenFile(file)) || !inOrder) {
      throw breach(
        'A30',
        `tsgi.file_wrapper: expected a path or an open file, and a range in order, got ${kindOf(file)} from ${start} to ${end}`,
      );
    }
    return fileBody(typeof file === 'string' ? new NamedFile(file, open) : file, range);
  };
}

/** A file that is opened when it is first read. */
class NamedFile implements OpenFile {
  readonly #path: string;
  readonly #open: OpenPath;
  #opening: Promise<OpenFile> | undefined;

  constructor(path: string, open: OpenPath) {
    this.#path = path;
    this.#open = open;
  }

  async read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }> {
    this.#opening ??= this.#open(this.#path);
    return (await this.#opening).read(buffer, offset, length, position);
  }

  /** One that could not be opened has nothing to close. */
  async close(): Promise<void> {
    const file = await this.#opening?.catch(() => undefined);
    await file?.close();
  }
}

function isOpenFile(file: unknown): file is OpenFile {
  const { read, close } = (file ?? {}) as Partial<OpenFile>;
  return typeof read === 'function' && typeof close === 'function';
}

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
