/** Content out: each chunk framed (RFC 9112 §6, §7.1), and handed on in pieces that a slow reader can take. */

import type { Chunk } from '@tsgi/contract';

import { CHUNKED, UNTIL_CLOSE } from './codec/framing.ts';
import { type Output, PIECE_BYTES } from './output.ts';

export class BodyWriter {
  /** Bytes of content handed on. */
  sent = 0;

  readonly #output: Output;
  readonly #framing: number;
  /** What is left of the chunk under way. */
  #rest: Uint8Array | undefined;

  /** @param framing The length in bytes, or `CHUNKED`, or `UNTIL_CLOSE`. */
  constructor(output: Output, framing: number) {
    this.#output = output;
    this.#framing = framing;
  }

  /** Sends one chunk of `length` bytes, 1 or more, or as much of it as there is room for: `ready` sends the rest. */
  write(chunk: Chunk, length: number): void {
    const output = this.#output;
    if (this.#framing === CHUNKED) output.text(`${length.toString(16)}\r\n`, true);
    if (length > PIECE_BYTES) {
      this.#rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      this.#advance();
      return;
    }
    this.sent += length;
    if (typeof chunk !== 'string') output.bytes(chunk);
    else if (length === chunk.length) output.text(chunk, true);
    // Two halves of a character, one at the end of a chunk and one at the start of the next, must not meet (rule S22).
    else output.text(chunk.toWellFormed(), false);
    if (this.#framing === CHUNKED) output.text('\r\n', true);
  }

  /** Whether the client can tell the end of the content without the end of the connection. */
  get delimited(): boolean {
    return this.#framing !== UNTIL_CLOSE;
  }

  /** Whether the next chunk can be asked for; it sends what is left of the one before as far as there is room. */
  get ready(): boolean {
    if (this.#rest !== undefined) this.#advance();
    return this.#rest === undefined && this.#output.ready;
  }

  /** Ends the content, where its framing says so. @param trailers Encoded trailer fields. */
  end(trailers: string): void {
    if (this.#framing === CHUNKED) this.#output.latin1(`0\r\n${trailers}\r\n`);
  }

  #advance(): void {
    while (this.#rest !== undefined && this.#output.ready) {
      const rest = this.#rest;
      const { pieceBytes } = this.#output;
      if (rest.byteLength > pieceBytes) {
        this.sent += pieceBytes;
        this.#output.bytes(rest.subarray(0, pieceBytes));
        this.#rest = rest.subarray(pieceBytes);
      } else {
        this.sent += rest.byteLength;
        this.#output.bytes(rest);
        this.#rest = undefined;
        if (this.#framing === CHUNKED) this.#output.text('\r\n', true);
      }
    }
  }
}
