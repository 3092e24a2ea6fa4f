import type { BigIntStats } from 'node:fs';

/** What is looked at of a file to tell whether it is the same one, as it was. */
type Stats = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

/** The coarsest clocks of file systems have steps of two seconds. */
const TICK_MS = 2000;

/** One state of one file: which it is, and when it was changed last. */
export class FileStamp {
  /** In bytes. */
  readonly size: number;
  /**
   * Whether a change from now on shows in the stamp. It would not where the last one was just now: there could be another
   * within the same tick of the clock. It is the system's own time that tells, which nobody can set.
   */
  readonly settled: boolean;
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
    this.settled = Date.now() - Number(ctimeNs / 1_000_000n) > TICK_MS;
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
