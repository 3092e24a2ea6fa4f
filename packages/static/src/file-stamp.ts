import type { BigIntStats } from 'node:fs';

/** What is looked at of a file to tell whether it is the same one, as it was. */
type Stats = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

/** One state of one file: which it is, and when it was changed last. */
export class FileStamp {
  /** In bytes. */
  readonly size: number;
  /** When its content was changed last, in nanoseconds since 1970. */
  readonly mtimeNs: bigint;
  readonly #dev: bigint;
  readonly #ino: bigint;
  readonly #ctimeNs: bigint;

  constructor({ dev, ino, size, mtimeNs, ctimeNs }: Stats) {
    this.size = Number(size);
    this.mtimeNs = mtimeNs;
    this.#dev = dev;
    this.#ino = ino;
    this.#ctimeNs = ctimeNs;
  }

  /** In milliseconds since 1970. */
  get mtime(): number {
    return Number(this.mtimeNs / 1_000_000n);
  }

  /** Whether it is the same file, and nothing of it was changed. */
  equals(other: FileStamp): boolean {
    return (
      this.#dev === other.#dev &&
      this.#ino === other.#ino &&
      this.#ctimeNs === other.#ctimeNs &&
      this.hasContentOf(other)
    );
  }

  /** Whether the content is that of `other`, where both are the same file: a new name or mode is no new content. */
  hasContentOf(other: FileStamp): boolean {
    return this.size === other.size && this.mtimeNs === other.mtimeNs;
  }
}
