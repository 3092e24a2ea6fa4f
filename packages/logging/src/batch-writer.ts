/** Lines on their way out: gathered, written by one call after the other, bounded where that stalls. */

import { LineBuffer } from './line-buffer.ts';

/** What lines are written to. */
export interface Device {
  /** Writes some of `bytes`, one at least, and says how many; they are there until then. One call is under way at a time. */
  write(bytes: Uint8Array, done: (error: Error | null, written: number) => void): void;
  /** The same, within this call; it throws where that fails. */
  writeSync(bytes: Uint8Array): number;
  /** Waits within this call for the write under way, if the process would end without it and there is a way to see it done. */
  settle?(): void;
}

/** How a writer behaves. */
export interface WriterOptions {
  /** Bytes of lines that are held while they cannot be written; what comes beyond is dropped. Default: 16 MiB. */
  readonly maxBytes?: number;
  /** Milliseconds that a line waits for others, to be written with them. Default: 20. */
  readonly delayMs?: number;
  /** Is told when lines cannot be written, and when they can be again. Default: `console.error`. */
  readonly report?: (message: string) => void;
}

/** How long after a failure it is tried again. */
const RETRY_MS = 1000;
/** The same for a pipe that is full. */
const FULL_PIPE_MS = 10;
const LINE_FEED = 10;

export class BatchWriter {
  /** Lines that were dropped, in all. */
  dropped = 0;

  readonly #name: string;
  readonly #maxBytes: number;
  readonly #delayMs: number;
  readonly #report: (message: string) => void;
  #device: Device;
  /** What takes the device's place when that is between two lines. */
  #replacement: (() => Device) | undefined;

  /** Lines that are in no batch yet. */
  readonly #lines = new LineBuffer();
  /** Batches of whole lines; of the first, `#at` bytes are out. */
  readonly #batches: Uint8Array[] = [];
  #at = 0;
  #bytes = 0;
  #delaying = false;
  /** Whether a write is under way, or waits to be tried again. */
  #state: 'idle' | 'writing' | 'waiting' = 'idle';
  #retry: unknown;
  /** Whether lines cannot be written, which was said. */
  #failing = false;
  #droppedMeanwhile = 0;
  #closed = false;
  /** How many batches there have been, and how many of them are out. */
  #sealed = 0;
  #out = 0;
  readonly #flushes: { readonly upTo: number; readonly resolve: () => void }[] = [];

  /** @param name What is written to, for reports. */
  constructor(name: string, device: Device, options: WriterOptions = {}) {
    this.#name = name;
    this.#device = device;
    this.#maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
    this.#delayMs = options.delayMs ?? 20;
    this.#report = options.report ?? ((message) => console.error(message));
  }

  /** Takes a line, without its end, or drops it where there is no room. */
  write(line: string): void {
    if (!this.#hasRoom(line.length + 1)) return this.#drop();
    this.#lines.add(line);
    this.#soon();
  }

  /** The same for a line of bytes, with its end, which may be others after the call. */
  writeBytes(line: Uint8Array): void {
    if (!this.#hasRoom(line.length)) return this.#drop();
    this.#lines.addBytes(line);
    this.#soon();
  }

  /** Resolves when all lines so far are out, or cannot be brought out. */
  flush(): Promise<void> {
    this.#seal();
    if (this.#batches.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#flushes.push({ upTo: this.#sealed, resolve });
      this.#tryAgain();
    });
  }

  /** Flushes. Lines that come later are dropped, and so are those that cannot be brought out. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
    clearTimeout(this.#retry as number | undefined);
    const left = this.#batches.reduce((sum, batch, index) => sum + linesIn(batch, index === 0 ? this.#at : 0), 0);
    this.dropped += left;
    this.#droppedMeanwhile += left;
    this.#batches.length = this.#bytes = 0;
    this.#recover();
  }

  /** Writes all there is before it returns, as far as that can be done: for the end of the process, should it come now. */
  flushSync(): void {
    this.#seal();
    // What is under way is finished before the process ends: by the runtime, or because it is waited for.
    const writing = this.#state === 'writing';
    if (writing) this.#device.settle?.();
    const rest = this.#batches.splice(writing ? 1 : 0);
    let at = writing ? 0 : this.#at;
    try {
      for (const batch of rest) {
        while (at < batch.length) at += this.#device.writeSync(batch.subarray(at));
        at = 0;
      }
    } catch {
      // There is nobody left to tell.
    }
    this.#bytes = this.#batches[0]?.length ?? 0;
    this.#out += rest.length;
    if (!writing) this.#at = 0;
  }

  /** Goes on with what `open` gives, from the start of a line, and as soon as nothing is under way. */
  replace(open: () => Device): void {
    const before = this.#replacement;
    this.#replacement = before === undefined ? open : () => (before(), open());
    if (this.#state !== 'writing') this.#exchange();
    this.#tryAgain();
  }

  #hasRoom(bytes: number): boolean {
    return !this.#closed && this.#bytes + this.#lines.length + bytes <= this.#maxBytes;
  }

  /** A full batch leaves without waiting for the delay. */
  #soon(): void {
    if (this.#lines.full) this.#send();
    else if (!this.#delaying) this.#delay();
  }

  #drop(): void {
    this.dropped++;
    this.#droppedMeanwhile++;
    if (!this.#closed) this.#fail('lines come faster than they are written');
  }

  #delay(): void {
    this.#delaying = true;
    unref(
      setTimeout(() => {
        this.#delaying = false;
        this.#send();
      }, this.#delayMs),
    );
  }

  #send(): void {
    this.#seal();
    if (this.#state === 'idle') this.#next();
  }

  /** Makes a batch of what was gathered. */
  #seal(): void {
    const batch = this.#lines.take();
    if (batch === undefined) return;
    this.#batches.push(batch);
    this.#bytes += batch.length;
    this.#sealed++;
  }

  #next(): void {
    const batch = this.#batches[0];
    if (batch === undefined) {
      this.#state = 'idle';
      return this.#recover();
    }
    this.#state = 'writing';
    this.#device.write(batch.subarray(this.#at), (error, written) => this.#onWritten(batch, error, written));
  }

  #onWritten(batch: Uint8Array, error: Error | null, written: number): void {
    if (error !== null) return this.#onError(error);
    this.#at += written;
    if (this.#at >= batch.length) {
      this.#at = 0;
      this.#batches.shift();
      this.#bytes -= batch.length;
      this.#lines.reuse(batch);
      this.#out++;
      this.#exchange();
      this.#flushed(this.#out);
    }
    this.#next();
  }

  #onError(error: Error): void {
    const full = 'code' in error && error.code === 'EAGAIN';
    this.#state = 'waiting';
    this.#exchange();
    this.#retry = setTimeout(() => this.#tryAgain(), full ? FULL_PIPE_MS : RETRY_MS);
    unref(this.#retry);
    if (full) return;
    this.#fail(error.message);
    this.#flushed(this.#sealed);
  }

  #tryAgain(): void {
    if (this.#state === 'writing') return;
    clearTimeout(this.#retry as number | undefined);
    this.#next();
  }

  /** Between two lines another device takes over; within one, that line begins anew there. */
  #exchange(): void {
    if (this.#replacement === undefined) return;
    if (this.#at > 0) this.#at = this.#batches[0]!.lastIndexOf(LINE_FEED, this.#at - 1) + 1;
    this.#device = this.#replacement();
    this.#replacement = undefined;
  }

  #flushed(upTo: number): void {
    while (this.#flushes[0] !== undefined && this.#flushes[0].upTo <= upTo) this.#flushes.shift()!.resolve();
  }

  #fail(reason: string): void {
    if (this.#failing) return;
    this.#failing = true;
    this.#report(
      `${this.#name}: cannot be written: ${reason}; ${this.#maxBytes} bytes of lines are held, what comes beyond is dropped`,
    );
  }

  #recover(): void {
    if (!this.#failing && this.#droppedMeanwhile === 0) return;
    const how = this.#closed ? 'is closed' : 'is written again';
    this.#report(`${this.#name}: ${how}; ${this.#droppedMeanwhile} lines were dropped`);
    this.#failing = false;
    this.#droppedMeanwhile = 0;
  }
}

function linesIn(batch: Uint8Array, from: number): number {
  let count = 0;
  for (let at = batch.indexOf(LINE_FEED, from); at !== -1; at = batch.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}

/** No log keeps a process alive. In a browser or a Worker a timer is a number, and does not anyway. */
function unref(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref();
}
