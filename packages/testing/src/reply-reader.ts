/** Answers from the wire (RFC 9112), piece by piece as they arrive. */

import type { Header, HeaderList } from '@tsgi/contract';

/** Where bytes come from: the next ones, or `undefined` at the end of the connection. */
export type ByteSource = () => Promise<Uint8Array | undefined>;

/** A status line and its fields. */
export interface ReplyHead {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
}

export class ReplyReader {
  /** Trailer fields, once they have come. */
  trailers: HeaderList = [];
  readonly #source: ByteSource;
  #held: Uint8Array = new Uint8Array();

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Reads a status line and its fields. */
  async head(): Promise<ReplyHead> {
    const line = await this.#line();
    const match = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(line);
    if (match === null)
      throw new Error(`the server did not answer with HTTP/1.1: ${JSON.stringify(line.slice(0, 80))}`);
    return { status: Number(match[1]), reason: match[2] ?? '', headers: await this.#fields() };
  }

  /** The content of the answer with that head. @param method The request's. */
  content(method: string, { status, headers }: ReplyHead): AsyncGenerator<Uint8Array, void> {
    if (method === 'HEAD' || status === 204 || status === 304) return this.#counted(0);
    const field = (name: string): string | undefined => headers.find(([each]) => each.toLowerCase() === name)?.[1];
    if (field('transfer-encoding') !== undefined) return this.#chunked();
    const length = field('content-length');
    return length === undefined ? this.#untilClose() : this.#counted(Number(length));
  }

  async *#counted(length: number): AsyncGenerator<Uint8Array, void> {
    for (let left = length; left > 0;) {
      const bytes = await this.#some(left);
      if (bytes === undefined) throw new Error(`the content was cut short: ${left} of ${length} bytes are missing`);
      left -= bytes.byteLength;
      yield bytes;
    }
  }

  async *#chunked(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const line = await this.#line();
      const size = /^[0-9a-f]+$/i.test(line) ? Number.parseInt(line, 16) : Number.NaN;
      if (Number.isNaN(size)) throw new Error(`the server sent ${JSON.stringify(line)} for the size of a chunk`);
      if (size === 0) break;
      yield* this.#counted(size);
      if ((await this.#line()) !== '') throw new Error('the server sent a chunk that is longer than its size');
    }
    this.trailers = await this.#fields();
  }

  async *#untilClose(): AsyncGenerator<Uint8Array, void> {
    for (let bytes = await this.#some(Infinity); bytes !== undefined; bytes = await this.#some(Infinity)) yield bytes;
  }

  async #fields(): Promise<Header[]> {
    const fields: Header[] = [];
    for (let line = await this.#line(); line !== ''; line = await this.#line()) {
      const colon = line.indexOf(':');
      if (colon < 1) throw new Error(`the server sent ${JSON.stringify(line)} for a field`);
      fields.push([line.slice(0, colon), line.slice(colon + 1).replaceAll(/^[ \t]+|[ \t]+$/g, '')]);
    }
    return fields;
  }

  async #line(): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf(10);
      if (end >= 0) {
        const line = Buffer.from(this.#held.subarray(0, end)).toString('latin1');
        this.#held = this.#held.subarray(end + 1);
        return line.replace(/\r$/, '');
      }
      const bytes = await this.#source();
      if (bytes === undefined) throw new Error('the content was cut short: the connection ended');
      this.#held = this.#held.byteLength === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    }
  }

  /** What is there, or comes next; `most` bytes at most. */
  async #some(most: number): Promise<Uint8Array | undefined> {
    const bytes = this.#held.byteLength > 0 ? this.#held : await this.#source();
    this.#held = bytes?.subarray(Math.min(most, bytes.byteLength)) ?? new Uint8Array();
    return bytes?.subarray(0, Math.min(most, bytes.byteLength));
  }
}
