import type { FileHandle } from 'node:fs/promises';

import type { OpenFile } from '@tsgi/contract';

import { FileStamp } from './file-stamp.ts';

/** After this many bytes a file that is being sent is looked at again. */
const LOOK_BYTES = 1_048_576;

/**
 * An open file that fails to be read once it has been changed: whoever sends it then cuts the connection, and nobody takes
 * what is half of one state and half of another for a whole. The last piece is held back until that has been made sure.
 */
export class UnchangingFile implements OpenFile {
  readonly #file: FileHandle;
  readonly #name: string;
  readonly #stamp: FileStamp;
  readonly #ends: ReadonlySet<number>;
  #unseen = 0;

  /** @param ends Where what is sent of it ends. */
  constructor(file: FileHandle, name: string, stamp: FileStamp, ends: ReadonlySet<number>) {
    this.#file = file;
    this.#name = name;
    this.#stamp = stamp;
    this.#ends = ends;
  }

  async read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }> {
    const { bytesRead } = await this.#file.read(buffer, offset, length, position);
    this.#unseen += bytesRead;
    if (bytesRead === 0 || this.#unseen >= LOOK_BYTES || this.#ends.has(position + bytesRead)) await this.#look();
    return { bytesRead };
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #look(): Promise<void> {
    this.#unseen = 0;
    if (this.#stamp.hasContentOf(new FileStamp(await this.#file.stat({ bigint: true })))) return;
    throw new Error(`staticFiles(): ${this.#name} was changed while it was sent; its connection was cut`);
  }
}
