/**
 * Reads what Node's own `ServerResponse` writes to its connection, and so all that a listener does with one: heads, interim
 * ones too, content and trailer fields. It is well-formed by construction, and comes in pieces of any size.
 */

import { withoutBlanks } from '@tsgi/serving';

import { hasField } from './has-field.ts';

/** What is found, in order. */
export interface ResponseEvents {
  /** `HTTP/1.1 103 Early Hints` is the status 103 and the reason; names and values in turns. */
  onInterim(code: number, reason: string, fields: readonly string[]): void;
  /** @returns whether content can follow. */
  onHead(code: number, reason: string, fields: readonly string[]): boolean;
  onContent(bytes: Uint8Array): void;
  onTrailers(fields: readonly string[]): void;
}

const State = { head: 0, content: 1, chunkSize: 2, chunk: 3, chunkEnd: 4, trailers: 5, over: 6 } as const;

export class ResponseDecoder {
  readonly #events: ResponseEvents;
  #state: number = State.head;
  /** Lines that have not come to their end. */
  #text = '';
  /** Bytes of the chunk that are still to come. */
  #left = 0;

  constructor(events: ResponseEvents) {
    this.#events = events;
  }

  decode(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      switch (this.#state) {
        case State.content:
          this.#events.onContent(bytes.subarray(at));
          return;
        case State.over:
          return;
        case State.chunk: {
          const end = Math.min(bytes.length, at + this.#left);
          this.#events.onContent(bytes.subarray(at, end));
          this.#left -= end - at;
          at = end;
          if (this.#left === 0) this.#state = State.chunkEnd;
          break;
        }
        default:
          at = this.#takeLine(bytes, at);
      }
    }
  }

  /** A line, or an empty one that ends a section. */
  #takeLine(bytes: Buffer, start: number): number {
    const end = bytes.indexOf(0x0a, start);
    this.#text += bytes.toString('latin1', start, end === -1 ? bytes.length : end + 1);
    if (end === -1) return bytes.length;
    if (this.#state === State.chunkSize) {
      this.#left = Number.parseInt(this.#text, 16);
      this.#text = '';
      this.#state = this.#left === 0 ? State.trailers : State.chunk;
    } else if (this.#state === State.chunkEnd) {
      this.#text = '';
      this.#state = State.chunkSize;
    } else if (this.#text === '\r\n' || this.#text.endsWith('\r\n\r\n')) this.#takeSection();
    return end + 1;
  }

  #takeSection(): void {
    const lines = this.#text.split('\r\n').slice(0, -2);
    this.#text = '';
    if (this.#state === State.trailers) {
      this.#state = State.over;
      this.#events.onTrailers(fieldsOf(lines));
      return;
    }
    const [, code = '', reason = ''] = /^HTTP\/1\.1 (\d{3}) ?(.*)$/.exec(lines.shift() ?? '') ?? [];
    const fields = fieldsOf(lines);
    if (code.startsWith('1')) return this.#events.onInterim(Number(code), reason, fields);
    const chunked = hasField(fields, 'transfer-encoding');
    const follows = this.#events.onHead(Number(code), reason, fields);
    this.#state = follows ? (chunked ? State.chunkSize : State.content) : State.over;
  }
}

function fieldsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon === -1 ? [] : [line.slice(0, colon), withoutBlanks(line.slice(colon + 1))];
  });
}
