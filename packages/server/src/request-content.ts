/** The content of the request under way: where it goes, whether the client is told to send it, what becomes of the rest. */

import { ClientDisconnected } from '@tsgi/contract';
import { type InputSource, RequestInput } from '@tsgi/serving';

import type { HeaderSection } from './codec/header-section.ts';

/** What request content asks of its connection. */
export interface ContentLink {
  /** Sends `100 Continue`, unless the answer has begun. */
  sendContinue(): void;
  /** There is room for more, or nothing more is wanted. */
  steerReading(): void;
}

/** Content that nobody has read is passed over up to this many bytes, to keep the connection; beyond, it is closed. */
const MOST_DRAINED = 65_536;

export class RequestContent implements InputSource {
  readonly input: RequestInput;

  readonly #link: ContentLink;
  /** Whether the client waits for `100 Continue`. */
  #awaited: boolean;
  /** Bytes passed over since the answer went out. */
  #drained = 0;
  #draining = false;

  /** @param most The server's limit in bytes. */
  constructor(link: ContentLink, section: HeaderSection, most: number) {
    this.#link = link;
    this.#awaited = section.expectsContinue;
    this.input = new RequestInput(this, section.contentLength, most);
  }

  onFirstRead(): void {
    if (this.#awaited) this.#link.sendContinue();
    this.#awaited = false;
  }

  onRoom(): void {
    this.#link.steerReading();
  }

  /** Takes bytes, which are only there during the call. */
  receive(bytes: Buffer): void {
    this.#awaited = false;
    if (this.#draining || this.input.closed) this.#drained += bytes.length;
    else this.input.push(Buffer.from(bytes));
  }

  /** The answer is out: what still comes is passed over. */
  drain(): void {
    this.#draining = true;
    this.input.close();
  }

  /** The client has gone, or is sent away. */
  fail(reason?: string): ClientDisconnected {
    const error = new ClientDisconnected(reason);
    this.input.fail(error);
    return error;
  }

  /** Whether more has been passed over than keeping the connection is worth. */
  get excessive(): boolean {
    return this.#draining && this.#drained > MOST_DRAINED;
  }

  /**
   * Whether the connection has to be closed to be rid of the rest: after a refusal; where a client that waits for
   * `100 Continue` may or may not send (RFC 9110 §10.1.1); where more is left than is worth passing over.
   * @param remaining How many bytes are still to come; `Infinity` where that is not known.
   */
  mustClose(remaining: number): boolean {
    if (remaining === 0) return false;
    if (this.input.failure !== undefined || this.#awaited) return true;
    return !this.input.begun && remaining > MOST_DRAINED && remaining !== Infinity;
  }
}
