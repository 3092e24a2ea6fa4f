import { type FileHandle, open } from 'node:fs/promises';

import { type Body, ContractError, type FileWrapper } from '@tsgi/contract';

import { kindOf } from './kind-of.ts';
import { PIECE_BYTES } from './output.ts';

/**
 * `tsgi.file_wrapper`: a body that reads a file in pieces of the size that the connection sends. The file is opened when
 * the first is asked for; what cannot be read then fails the body.
 */
export const wrapFile: FileWrapper = (path, { start = 0, end = Infinity } = {}): Body => {
  const inOrder = isOffset(start) && (end === Infinity || isOffset(end)) && start <= end;
  if (typeof path !== 'string' || path === '' || !inOrder) {
    throw new ContractError(
      'A30',
      'application',
      `tsgi.file_wrapper: expected a path and a range in order, got ${kindOf(path)} from ${start} to ${end}`,
    );
  }
  return new FileBody(path, start, end);
};

class FileBody implements AsyncIterable<Uint8Array>, AsyncIterator<Uint8Array, undefined>, AsyncDisposable {
  readonly #path: string;
  readonly #end: number;
  #position: number;
  #opening: Promise<FileHandle> | undefined;
  #over = false;

  constructor(path: string, start: number, end: number) {
    this.#path = path;
    this.#position = start;
    this.#end = end;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const wanted = Math.min(PIECE_BYTES, this.#end - this.#position);
    if (this.#over || wanted === 0) return { done: true, value: undefined };
    this.#opening ??= open(this.#path);
    const file = await this.#opening;
    // Not from Node's pool: the piece is the transport's for as long as it likes.
    const piece = Buffer.allocUnsafeSlow(wanted);
    const { bytesRead } = await file.read(piece, 0, wanted, this.#position);
    this.#position += bytesRead;
    if (bytesRead === 0) return { done: true, value: undefined };
    return { done: false, value: bytesRead === wanted ? piece : piece.subarray(0, bytesRead) };
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#over = true;
    return { done: true, value: undefined };
  }

  /** Closes the file, once a read under way is done. One that could not be opened has nothing to close. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true;
    const file = await this.#opening?.catch(() => undefined);
    await file?.close();
  }
}

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
