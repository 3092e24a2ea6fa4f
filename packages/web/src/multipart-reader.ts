/** The framing of a multipart body (RFC 2046 §5.1.1), read from chunks that are cut anywhere. */

import { HttpError } from '@tsgi/contract';

import { joinBytes } from './join-bytes.ts';

const CR = 13;
const LF = 10;
const END_OF_HEAD = [CR, LF, CR, LF];

/** The most bytes that the head of a part may have: a name and a file's name. */
const MOST_HEAD_BYTES = 8192;

/** The most bytes behind a boundary: RFC 2046 allows white space there, and nobody sends any. */
const MOST_LINE_BYTES = 64;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads parts one after the other: `nextPart()`, `head()`, `content()` until there is no more. What no browser sends
 * and two parsers may read differently is refused: text before the first boundary, bare line feeds, a boundary with
 * something behind it.
 */
export class MultipartReader {
  readonly #chunks: AsyncIterator<Uint8Array, undefined>;
  readonly #delimiter: Uint8Array;
  /** What has come and was not read. The body's first boundary is like any other, but for the line break before it. */
  #buffer: Uint8Array = Uint8Array.of(CR, LF);
  #started = false;
  /** Whether content goes on, and no boundary was found yet. */
  #inContent = true;
  #busy = false;

  /** `boundary` is 1 to 70 characters of ASCII, none of which is a control character. */
  constructor(chunks: AsyncIterator<Uint8Array, undefined>, boundary: string) {
    this.#chunks = chunks;
    this.#delimiter = encoder.encode(`\r\n--${boundary}`);
  }

  /** Goes to the next part, past what is left of this one. Gives whether there is one. */
  async nextPart(): Promise<boolean> {
    for (let chunk = await this.content(); chunk !== undefined; chunk = await this.content()) {
      // One line break may stand before the first boundary: some old clients send it.
      if (!this.#started && !(chunk.length === 2 && chunk[0] === CR && chunk[1] === LF)) throw malformed('begins with');
    }
    this.#started = true;
    let line = '';
    for (;;) {
      for (let i = 0; i < this.#buffer.length; i++) {
        line += String.fromCharCode(this.#buffer[i]!);
        if (line === '--') return false;
        if (!line.endsWith('\n') && line.length < MOST_LINE_BYTES) continue;
        if (!/^[ \t]*\r\n$/.test(line)) throw malformed('has, behind a boundary,');
        this.#buffer = this.#buffer.subarray(i + 1);
        return true;
      }
      this.#buffer = await this.#nextChunk();
    }
  }

  /** The head of the part: its lines, each with its end. */
  async head(): Promise<string> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    // The line break that ended the boundary is the first half of an empty head.
    let matched = 2;
    for (;;) {
      for (let i = 0; i < this.#buffer.length; i++) {
        if (length + i === MOST_HEAD_BYTES) throw new HttpError(413, 'the head of a part is too long');
        const byte = this.#buffer[i]!;
        matched = byte === END_OF_HEAD[matched] ? matched + 1 : byte === CR ? 1 : 0;
        if (matched < END_OF_HEAD.length) continue;
        pieces.push(this.#buffer.subarray(0, i + 1));
        this.#buffer = this.#buffer.subarray(i + 1);
        this.#inContent = true;
        return decodeHead(joinBytes(pieces));
      }
      length += this.#buffer.length;
      pieces.push(this.#buffer);
      this.#buffer = await this.#nextChunk();
    }
  }

  /** The next bytes of the part's content, as many as have come; `undefined` at its end. */
  async content(): Promise<Uint8Array | undefined> {
    if (!this.#inContent) return undefined;
    if (this.#busy) throw new TypeError('a part is being read: await that before you go on to the next');
    this.#busy = true;
    try {
      for (;;) {
        const found = this.#find();
        const before = this.#buffer.subarray(0, found);
        this.#buffer = this.#buffer.subarray(found);
        if (before.length > 0) return before;
        if (this.#buffer.length >= this.#delimiter.length) {
          this.#buffer = this.#buffer.subarray(this.#delimiter.length);
          this.#inContent = false;
          return undefined;
        }
        const chunk = await this.#nextChunk();
        this.#buffer = this.#buffer.length === 0 ? chunk : joinBytes([this.#buffer, chunk]);
      }
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Where the boundary begins, or what may become one when more comes; the end of what has come where there is none.
   */
  #find(): number {
    const { length } = this.#buffer;
    for (let at = this.#buffer.indexOf(CR); at >= 0; at = this.#buffer.indexOf(CR, at + 1)) {
      let matched = 1;
      const most = Math.min(this.#delimiter.length, length - at);
      while (matched < most && this.#buffer[at + matched] === this.#delimiter[matched]) matched++;
      if (matched === most) return at;
    }
    return length;
  }

  async #nextChunk(): Promise<Uint8Array> {
    const { done, value } = await this.#chunks.next();
    if (done === true) throw new HttpError(400, 'the multipart body ends before its last boundary');
    return value;
  }
}

function decodeHead(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new HttpError(400, 'the head of a part is not UTF-8', { cause });
  }
}

function malformed(where: string): HttpError {
  return new HttpError(400, `the multipart body ${where} what is no boundary`);
}
