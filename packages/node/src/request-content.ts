/** The content of a request, from Node's stream of it to `tsgi.input`. */

import type { Readable } from 'node:stream';

import { ClientDisconnected } from '@tsgi/contract';
import { type InputSource, RequestInput } from '@tsgi/serving';

/** What a content asks of its exchange. */
export interface ContentOwner {
  /** Sends `100 Continue`, unless the answer has begun. */
  sendContinue(): void;
  /** More comes that nobody wants than keeping the connection is worth. */
  onExcess(): void;
}

/** Content that nobody has read is passed over up to this many bytes, to keep the connection; beyond, it is closed. */
const MOST_DRAINED = 65_536;

export class RequestContent implements InputSource {
  readonly input: RequestInput;

  readonly #source: Readable;
  readonly #announced: number;
  readonly #owner: ContentOwner;
  /** Whether the client waits for `100 Continue`. */
  #awaited: boolean;
  #flowing = false;
  #ended = false;
  #draining = false;
  #drained = 0;

  /**
   * @param announced The value of `Content-Length`, or -1 where the length is not known.
   * @param most The server's limit in bytes.
   * @param awaited Whether the client waits for `100 Continue`.
   */
  constructor(source: Readable, announced: number, most: number, awaited: boolean, owner: ContentOwner) {
    this.#source = source;
    this.#announced = announced;
    this.#owner = owner;
    this.#awaited = awaited;
    this.input = new RequestInput(this, announced, most);
    if (announced > most) this.input.limit(most);
  }

  /** @throws {TypeError} where a layer in front has read the content already, which leaves nothing of it. */
  onFirstRead(): void {
    if (this.#source.readableDidRead) {
      throw new TypeError('tsgi.input: the content was read already, by a layer in front such as a body parser');
    }
    if (this.#awaited) this.#owner.sendContinue();
    this.#flow();
  }

  onRoom(): void {
    if (this.#flowing) this.#steer();
  }

  /** The answer is out: what still comes is passed over. */
  drain(): void {
    if (this.#ended) return;
    this.#draining = true;
    this.input.close();
    if (!this.#flowing && !this.#source.readableDidRead) this.#flow();
  }

  /** The client has gone, or is sent away. */
  fail(reason?: string): ClientDisconnected {
    const error = new ClientDisconnected(reason);
    this.input.fail(error);
    return error;
  }

  /**
   * Whether the connection has to be closed to be rid of the rest: after a refusal; where a client that waits for
   * `100 Continue` may or may not send (RFC 9110 §10.1.1); where more is left than is worth passing over.
   */
  get mustClose(): boolean {
    if (this.#ended) return false;
    if (this.input.failure !== undefined || this.#awaited) return true;
    return !this.input.begun && this.#announced > MOST_DRAINED;
  }

  #flow(): void {
    this.#awaited = false;
    this.#flowing = true;
    this.#source.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#source.on('end', () => {
      this.#ended = true;
      this.input.end();
    });
  }

  #receive(bytes: Buffer): void {
    if (!this.#draining && !this.input.closed) {
      // Node's memory may hold what belongs to others, too: the application gets its own (rule S44).
      this.input.push(Uint8Array.from(bytes));
      this.#steer();
      return;
    }
    this.#drained += bytes.length;
    if (this.#draining && this.#drained > MOST_DRAINED) this.#owner.onExcess();
  }

  #steer(): void {
    if (this.input.full) this.#source.pause();
    else if (this.#source.isPaused()) this.#source.resume();
  }
}
