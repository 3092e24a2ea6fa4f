import { Duplex } from 'node:stream';

/** A transport that notes what is written in one go, and takes each write when it is told to. */
export class NotedWrites extends Duplex {
  readonly writes: string[] = [];
  readonly #taken: (() => void)[] = [];

  constructor(highWaterMark = 65_536) {
    super({ highWaterMark, read() {} });
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(bytes.toString());
    this.#taken.push(done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.writes.push(Buffer.concat(chunks.map(({ chunk }) => chunk)).toString());
    this.#taken.push(done);
  }

  /** Takes the write that has waited longest. */
  takeWrite(): void {
    this.#taken.shift()?.();
  }

  /** All that was written, once everything has been taken. */
  drain(): string {
    while (this.#taken.length > 0) this.takeWrite();
    return this.writes.join('');
  }
}
