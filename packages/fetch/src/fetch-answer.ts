/** One answer as a `Response`. */

import type { Chunk, Environ, HeaderList, Status } from '@tsgi/contract';
import { type AnswerLink, type CheckedHead, checkHead, type FieldLines, type FlushWaiter } from '@tsgi/serving';

import { AskedContent } from './asked-content.ts';
import type { ContentStream } from './content-stream.ts';
import { DirectContent } from './direct-content.ts';
import { fixedLength } from './fixed-length.ts';
import { responseHeaders } from './response-headers.ts';

/** What an answer asks of its exchange. */
export interface AnswerOwner {
  readonly environ: Environ;
  /** Whether framing and reason phrase are left to the runtime. */
  readonly serves: boolean;
  /** Whether content is asked for before the client has taken what came before it. */
  readonly asksAhead: boolean;
  /** Whether content whose length is not known is given as Bun takes it directly. */
  readonly takesDirectly: boolean;
  /** Whether the connection ends with this answer, which is then to be said. */
  readonly closes: boolean;
  /** What a stream of content fails with, where the application has. */
  readonly cutOffBy: unknown;
  /** The client's having left, where it was not watched for that. */
  readonly gone: Error | undefined;
  /** The response is there; its content may still be on its way. */
  onResponse(response: Response): void;
  /** The answer is out, and the exchange is not over in this turn. */
  onEnding(): void;
  /** The client wants no more of the content. */
  onCancelled(): void;
  statusOf(error: unknown): number;
  report(error: unknown): void;
  onOver(): void;
}

const encoder = new TextEncoder();
const NOTHING: FieldLines = [];

export class FetchAnswer implements AnswerLink<CheckedHead> {
  readonly informs = false;
  readonly asked = undefined;
  sent = 0;

  readonly #owner: AnswerOwner;
  #content: ContentStream | undefined;
  /** The text that was encoded last: it is asked for its length first. */
  #text: string | undefined;
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  constructor(owner: AnswerOwner) {
    this.#owner = owner;
  }

  get environ(): Environ {
    return this.#owner.environ;
  }

  /** Whether content is asked for. */
  get ready(): boolean {
    return this.#content?.ready ?? true;
  }

  encodeHead(status: Status, headers: HeaderList): CheckedHead {
    return checkHead(status, headers);
  }

  textLength(text: string): number {
    return text.length <= MOST_COUNTED ? countBytes(text) : this.#encode(text).byteLength;
  }

  sendHead(head: CheckedHead): void {
    const { code, contentLength } = head;
    // Without a stream a runtime tells HEAD that there is no content.
    const unknown = contentLength === -1 && code !== 204 && code !== 205 && code !== 304;
    this.#respond(head, unknown ? nothing() : null, code === 205 ? 0 : -1);
  }

  sendWhole(head: CheckedHead, chunks: readonly Chunk[], length: number): boolean {
    const [only = ''] = chunks;
    if (chunks.length === 1 && typeof only === 'string') this.#respondText(head, only, length);
    else {
      const bytes = new Uint8Array(length);
      let at = 0;
      for (const chunk of chunks) {
        const part = typeof chunk === 'string' ? this.#encode(chunk) : chunk;
        bytes.set(part, at);
        at += part.byteLength;
      }
      this.#respond(head, bytes, length);
    }
    return true;
  }

  begin(head: CheckedHead, length: number): void {
    const { asksAhead, takesDirectly } = this.#owner;
    const onCancelled = (): void => this.#owner.onCancelled();
    // Bun forgets a length that is given beside a stream of its own kind.
    this.#content =
      takesDirectly && length === -1 ? new DirectContent(onCancelled) : new AskedContent(asksAhead, onCancelled);
    const { stream } = this.#content;
    this.#respond(head, length === -1 ? stream : fixedLength(stream, length), length);
  }

  write(chunk: Chunk, length: number): void {
    this.sent += length;
    this.#content?.give(typeof chunk === 'string' ? this.#encode(chunk) : chunk);
  }

  end(): void {
    this.#content?.end();
  }

  /** A stream that fails has the runtime cut the connection off. */
  cutOff(): void {
    const content = this.#content;
    const { cutOffBy } = this.#owner;
    // A turn later: what came in this one is to arrive (rule S19), and Bun would throw it away.
    setTimeout(() => content?.fail(cutOffBy));
  }

  whenReady(waiter: () => void): void {
    this.#content?.whenReady(waiter);
  }

  whenFlushed(waiter: FlushWaiter): void {
    // The runtime does not say when it has sent it, only that it will never reach the client.
    waiter.onFlushed(this.#owner.gone);
  }

  /** Asked for where the answer is out, and the exchange is not over. */
  flush(): void {
    this.#owner.onEnding();
  }

  flushSoon(): void {}
  sendInterim(): void {}
  leaveHttp(): void {}

  statusOf(error: unknown): number {
    return this.#owner.statusOf(error);
  }

  report(error: unknown): void {
    this.#owner.report(error);
  }

  onOver(): void {
    this.#owner.onOver();
  }

  #encode(text: string): Uint8Array<ArrayBuffer> {
    if (text !== this.#text) this.#bytes = undefined;
    this.#text = text;
    return (this.#bytes ??= encoder.encode(text));
  }

  /** What is text stays text, which costs runtimes the least; without a type `Response` would give it one. */
  #respondText(head: CheckedHead, text: string, length: number): void {
    this.#respond(
      head,
      text.length <= MOST_COUNTED && hasType(head) ? text : this.#encode(text),
      length,
      this.#owner.serves,
    );
  }

  /** @param framed Whether the runtime says the length itself. */
  #respond(
    head: CheckedHead,
    content: Uint8Array<ArrayBuffer> | ReadableStream | string | null,
    length: number,
    framed = false,
  ): void {
    const { code, status, contentLength, fields } = head;
    const { serves, closes } = this.#owner;
    const own = framed || contentLength !== -1 || length === -1 ? NOTHING : ['Content-Length', String(length)];
    const headers = responseHeaders(fields, closes ? [...own, 'Connection', 'close'] : own);
    const init = serves ? { status: code, headers } : { status: code, statusText: status.slice(4), headers };
    this.#owner.onResponse(new Response(content, init));
  }
}

function hasType({ fields }: CheckedHead): boolean {
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!;
    if (name.length === 12 && name.toLowerCase() === 'content-type') return true;
  }
  return false;
}

/** Longer texts are quicker to encode than to count. */
const MOST_COUNTED = 256;

/** The bytes of a text as UTF-8; half of a surrogate pair is U+FFFD then, of three bytes. */
function countBytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    bytes += code < 0x800 ? 1 : 2;
    if (code >= 0xd800 && code < 0xdc00 && text.charCodeAt(i + 1) >> 10 === 0x37) i++;
  }
  return bytes;
}

/** A stream without content, which does not show before it is read. */
function nothing(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.close() }, { highWaterMark: 0 });
}
