import { getHeader, type HeaderList, type Outcome } from '@tsgi/contract';

import { ExpectationError } from './expectation-error.ts';
import { type ExpectedResponse, whatDiffers } from './expected-response.ts';
import { showExchange } from './show-exchange.ts';
import type { InterimResponse, OutgoingRequest, Reply } from './transport.ts';

/** A piece of content, as it arrived. */
export interface ArrivedChunk {
  readonly bytes: Uint8Array;
  /** As UTF-8; a character that is cut in two becomes U+FFFD. */
  readonly text: string;
  /** When it arrived, in milliseconds after the request was sent. */
  readonly at: number;
}

/** How long a failed expectation waits for the rest of the content, to show it. */
const REST_MS = 200;

/** An answer. Its head is there; its content is read when it is asked for, and kept, so that it can be asked for again. */
export class TestResponse {
  readonly status: number;
  /** The reason phrase. */
  readonly reason: string;
  /** All fields in their order, repeated ones too. */
  readonly headers: HeaderList;
  /** Interim responses that came before (1xx). */
  readonly interim: readonly InterimResponse[];
  /** The redirects that led here, the first one first. */
  readonly redirects: readonly TestResponse[];
  /** The URL that answered. */
  readonly url: string;
  readonly #request: OutgoingRequest;
  readonly #reply: Reply;
  readonly #started: number;
  readonly #chunks: ArrivedChunk[] = [];
  #reading: Promise<void> | undefined;
  #ended = false;

  constructor(request: OutgoingRequest, reply: Reply, started: number, redirects: readonly TestResponse[]) {
    this.#request = request;
    this.#reply = reply;
    this.#started = started;
    this.status = reply.status;
    this.reason = reply.reason;
    this.headers = reply.headers;
    this.interim = reply.interim;
    this.redirects = redirects;
    this.url = request.url.href;
  }

  /** The value of a field; of repeated ones all, joined with `, `; `undefined` where there is none. */
  header(name: string): string | undefined {
    return getHeader(this.headers, name);
  }

  /** Every value of a field, each by itself: what `Set-Cookie` needs. */
  headerValues(name: string): string[] {
    const lower = name.toLowerCase();
    return this.headers.filter(([each]) => each.toLowerCase() === lower).map(([, value]) => value);
  }

  /** The content's pieces as they arrive. Over a socket they are cut as the network cut them. */
  async *chunks(): AsyncGenerator<ArrivedChunk, void> {
    for (let at = 0; ; at++) {
      while (at === this.#chunks.length && !this.#ended) await this.#read();
      const chunk = this.#chunks[at];
      if (chunk === undefined) return;
      yield chunk;
    }
  }

  /** The whole content. Rejects where it is cut short. */
  async bytes(): Promise<Uint8Array> {
    while (!this.#ended) await this.#read();
    return this.#arrived();
  }

  /** The whole content as UTF-8. */
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  /** The whole content as JSON. */
  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }

  /** The trailer fields, when the content has ended. */
  async trailers(): Promise<HeaderList> {
    await this.bytes();
    return this.#reply.trailers;
  }

  /**
   * How the exchange ended, as deferred functions are told, when they have run.
   * @throws {TypeError} over a socket, where only the server knows.
   */
  outcome(): Promise<Outcome> {
    const { outcome } = this.#reply;
    return outcome ?? Promise.reject(new TypeError('the outcome of an exchange is seen in memory only'));
  }

  /** What was written to `tsgi.errors` in this exchange so far; empty over a socket. */
  get errors(): string {
    return this.#reply.errors ?? '';
  }

  /** Goes away, whatever is still to come. */
  cancel(): void {
    this.#ended = true;
    this.#reply.cancel();
  }

  /**
   * Compares the answer with what is expected, and resolves to itself where they agree.
   * @throws {ExpectationError} that says what differs, and shows the request and the answer in full.
   */
  async expect(expected: number | ExpectedResponse): Promise<this> {
    const wanted = typeof expected === 'number' ? { status: expected } : expected;
    const differs = await whatDiffers(this, wanted).catch((error: unknown) => `the content failed: ${String(error)}`);
    if (differs === undefined) return this;
    await Promise.race([this.bytes().catch(() => {}), new Promise((resolve) => setTimeout(resolve, REST_MS))]);
    throw new ExpectationError(differs, this.show());
  }

  /** The request and the answer, as far as it has arrived, as text. */
  show(): string {
    const { status, reason, headers, errors } = this;
    return showExchange(this.#request, {
      status,
      reason,
      headers,
      errors,
      content: this.#arrived(),
      ended: this.#ended,
    });
  }

  #arrived(): Uint8Array {
    const whole = new Uint8Array(this.#chunks.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
    let at = 0;
    for (const { bytes } of this.#chunks) {
      whole.set(bytes, at);
      at += bytes.byteLength;
    }
    return whole;
  }

  /** Reads once, however many ask. */
  #read(): Promise<void> {
    return (this.#reading ??= this.#readNext().finally(() => {
      this.#reading = undefined;
    }));
  }

  async #readNext(): Promise<void> {
    const bytes = await this.#reply.read();
    if (bytes === undefined) this.#ended = true;
    else {
      const at = performance.now() - this.#started;
      this.#chunks.push({ bytes, text: new TextDecoder().decode(bytes), at });
    }
  }
}
