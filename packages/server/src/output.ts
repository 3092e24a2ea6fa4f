/** The writing side of a connection: gathers what belongs together, and says when to wait. */

import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { FlushWaiter } from '@tsgi/serving';

import { unsentBytes } from './unsent-bytes.ts';

/** Text is gathered up to this many characters while nothing waits, so that many small answers leave in one write. */
const MOST_GATHERED = 16_384;
/** Bytes up to this many join the text: to copy them costs less than to hand the system one more piece. */
const MOST_JOINED = 1024;
/** Where bytes are turned into text: making a view of each piece would cost as much as all the rest. */
const joined = Buffer.allocUnsafeSlow(MOST_JOINED);
/** Bytes are written in pieces of this size: the progress of a slow reader is seen piece by piece. */
export const PIECE_BYTES = 65_536;
/** After this many bytes without a turn of the event loop, other connections come first. */
const TURN_BYTES = 1_048_576;

export class Output {
  /** Whether another answer follows within this turn, so that what is gathered can leave with it. */
  gathers = false;
  /** The most bytes to send in one go: all that a turn has, where progress is seen within a write, too. */
  readonly pieceBytes: number;

  readonly #transport: Duplex;
  readonly #onStall: () => void;
  readonly #mostGathered: number;
  #text = '';
  /** What the text is to be written as, where it is not ASCII alone, which is the same in both. */
  #encoding: 'latin1' | 'utf8' | undefined;
  #corked = false;
  #stalled = false;
  #turnBytes = 0;
  #yielding = false;
  #flushQueued = false;
  /** What the operating system had yet to take when progress was last asked for. */
  #unsent = 0;
  #waiter: (() => void) | undefined;

  /** @param onStall Called when the transport begins to keep this side waiting, and when it no longer does. */
  constructor(transport: Duplex, onStall: () => void) {
    this.#transport = transport;
    this.#onStall = onStall;
    this.#mostGathered = Math.min(MOST_GATHERED, transport.writableHighWaterMark);
    this.pieceBytes = unsentBytes(transport) === undefined ? PIECE_BYTES : TURN_BYTES;
    transport.on('drain', () => this.#drained());
  }

  /** Sends text: as it is where it is ASCII, else as UTF-8. */
  text(text: string, ascii: boolean): void {
    this.#gather(text, ascii ? undefined : 'utf8');
  }

  /** Sends text whose characters are bytes. */
  latin1(text: string): void {
    // oxlint-disable-next-line no-control-regex -- the range is what ASCII is
    this.#gather(text, /^[\x00-\x7f]*$/.test(text) ? undefined : 'latin1');
  }

  /** Sends bytes, which from now on are the transport's. */
  bytes(bytes: Uint8Array): void {
    const { byteLength } = bytes;
    if (byteLength <= MOST_JOINED) {
      joined.set(bytes);
      return this.#gather(joined.toString('latin1', 0, byteLength), 'latin1');
    }
    if (this.#text !== '') {
      this.#cork();
      this.#writeText();
    }
    this.#write(bytes);
  }

  /** Hands everything to the transport now. */
  flush(): void {
    if (this.#text !== '') this.#writeText();
    if (this.#corked) {
      this.#corked = false;
      this.#transport.uncork();
    }
  }

  /** Hands everything to the transport once the microtasks that are under way have run. */
  flushSoon(): void {
    if (this.#flushQueued) return;
    this.#flushQueued = true;
    process.nextTick(() => {
      this.#flushQueued = false;
      this.flush();
    });
  }

  /** Whether the transport keeps this side waiting. */
  get stalled(): boolean {
    return this.#stalled;
  }

  /** Whether the operating system has taken some of a write, but not all, since this was last asked. */
  get progressed(): boolean {
    const before = this.#unsent;
    this.#unsent = unsentBytes(this.#transport) ?? 0;
    return this.#unsent < before;
  }

  /** Whether everything is in the operating system's hands. */
  get empty(): boolean {
    return this.#text === '' && this.#transport.writableLength === 0;
  }

  /** Whether the operating system has copied everything. Other transports than sockets may hand memory on as it is. */
  get copied(): boolean {
    return this.empty && this.#transport instanceof Socket;
  }

  /** Whether to go on sending, or to wait for `whenReady`. */
  get ready(): boolean {
    if (this.#stalled || this.#yielding) return false;
    if (this.#turnBytes < TURN_BYTES) return true;
    this.#yielding = true;
    setImmediate(() => {
      this.#yielding = false;
      this.#turnBytes = 0;
      this.#wake();
    });
    return false;
  }

  /** Calls `waiter` when there is room again. One waits at a time. */
  whenReady(waiter: () => void): void {
    this.#waiter = waiter;
    this.flush();
  }

  /**
   * Tells `waiter` when everything so far is in the operating system's hands, or why it never will be; where another
   * answer follows within this turn, as soon as nothing keeps what is gathered from going there with it.
   */
  whenFlushed(waiter: FlushWaiter): void {
    const { destroyed, writableEnded } = this.#transport;
    // A call to the operating system for each of many small answers would cost more than the answers do.
    if (this.gathers && !this.#corked && !destroyed && !writableEnded && this.#transport.writableLength === 0)
      return waiter.onFlushed();
    this.flush();
    const { writableLength } = this.#transport;
    // After its end nothing can be written, not even nothing.
    if (writableLength === 0 || destroyed || writableEnded) return waiter.onFlushed();
    this.#whenTaken(waiter);
  }

  /** Apart: what has to be made for it is made only where it is waited for. */
  #whenTaken(waiter: FlushWaiter): void {
    // A transport that is closed need not call back: a Node socket does, a pair of streams in memory does not.
    let waiting = true;
    const settle = (error?: Error | null): void => {
      if (!waiting) return;
      waiting = false;
      this.#transport.off('close', closed);
      waiter.onFlushed(error);
    };
    const closed = (): void => settle(new Error('the connection was closed'));
    this.#transport.once('close', closed);
    this.#transport.write('', settle);
  }

  /** Sends what is left, and then the end. @param sent Called when that is in the operating system's hands. */
  end(sent: () => void): void {
    this.flush();
    this.#transport.end(sent);
  }

  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#transport.cork();
  }

  #gather(text: string, encoding: 'latin1' | 'utf8' | undefined): void {
    if (encoding !== undefined && encoding !== this.#encoding) {
      if (this.#encoding !== undefined) {
        this.#cork();
        this.#writeText();
      }
      this.#encoding = encoding;
    }
    this.#text += text;
    // Behind what the transport holds already nothing is gathered: its high-water mark is then the whole bound.
    if (this.#text.length >= this.#mostGathered || this.#transport.writableLength > 0) this.#writeText();
  }

  #writeText(): void {
    const text = this.#text;
    const encoding = this.#encoding ?? 'latin1';
    this.#text = '';
    this.#encoding = undefined;
    this.#turnBytes += text.length;
    if (!this.#transport.write(text, encoding)) this.#stall();
  }

  #write(bytes: Uint8Array): void {
    this.#turnBytes += bytes.byteLength;
    if (!this.#transport.write(bytes)) this.#stall();
  }

  #stall(): void {
    if (this.#stalled) return;
    this.#stalled = true;
    this.#onStall();
  }

  #drained(): void {
    if (!this.#stalled) return;
    this.#stalled = false;
    this.#onStall();
    if (!this.#yielding) this.#wake();
  }

  #wake(): void {
    if (this.#stalled) return;
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.();
  }
}
