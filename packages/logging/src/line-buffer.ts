/** Lines on their way into batches: as bytes, in memory that is used again and again. */

/** What holds so much, or more, is full. */
const BATCH = 131_072;
/** What a batch is put together in, with room for its last lines. */
const ROOM = BATCH + 16_384;
/** Text becomes bytes in pieces of about this length: what it is put together from is then still near the processor. */
const PIECE = 8192;
const LINE_FEED = '\n';

const encoder = new TextEncoder();

export class LineBuffer {
  /** Lines that are not encoded yet. They come behind those that are. */
  #text = '';
  /** New memory costs more than what is written into it, so that there is none before there is a line, and then mostly the same. */
  #room: Uint8Array = new Uint8Array();
  #filled = 0;
  /** The room of a batch that is out, for the next. */
  #spare: Uint8Array | undefined;

  /** How much there is, in bytes; of what is not encoded yet, in characters. */
  get length(): number {
    return this.#filled + this.#text.length;
  }

  /** Whether there is enough for a batch. */
  get full(): boolean {
    return this.#filled + this.#text.length >= BATCH;
  }

  /** Adds a line, without its end. */
  add(line: string): void {
    this.#text += line + LINE_FEED;
    if (this.#text.length >= PIECE) this.#encode();
  }

  /** Adds a copy of a line with its end. */
  addBytes(line: Uint8Array): void {
    if (this.#text !== '') this.#encode();
    this.#put(line);
  }

  /** Takes out all there is, as a batch; `undefined` where there is nothing. */
  take(): Uint8Array | undefined {
    if (this.#text !== '') this.#encode();
    const filled = this.#filled;
    if (filled === 0) return undefined;
    this.#filled = 0;
    // While nothing can be written there may be many small batches: none of them keeps a room.
    if (filled < BATCH) return this.#room.slice(0, filled);
    const batch = this.#room.subarray(0, filled);
    this.#room = this.#spare ?? new Uint8Array();
    this.#spare = undefined;
    return batch;
  }

  /** Gives back a batch that nobody needs any more. */
  reuse(batch: Uint8Array): void {
    if (batch.buffer.byteLength === ROOM) this.#spare = new Uint8Array(batch.buffer);
  }

  /** Mostly ASCII, of which `encodeInto` makes bytes many times faster than `encode`. */
  #encode(): void {
    const text = this.#text;
    this.#text = '';
    this.#reserve(text.length);
    const { read, written } = encoder.encodeInto(text, this.#room.subarray(this.#filled));
    if (read === text.length) this.#filled += written;
    else this.#put(encoder.encode(text));
  }

  #put(bytes: Uint8Array): void {
    if (this.#filled + bytes.length > this.#room.length) this.#reserve(bytes.length);
    this.#room.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  /** Sees to it that there is room for so many bytes more. */
  #reserve(bytes: number): void {
    const needed = this.#filled + bytes;
    if (needed <= this.#room.length) return;
    const room = new Uint8Array(Math.max(ROOM, needed));
    room.set(this.#room.subarray(0, this.#filled));
    this.#room = room;
  }
}
