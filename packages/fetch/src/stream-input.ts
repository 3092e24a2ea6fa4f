/** `tsgi.input` from the body of a `Request`. */

import { ClientDisconnected } from '@tsgi/contract';
import { type InputSource, RequestInput } from '@tsgi/serving';

export class StreamInput implements InputSource {
  readonly input: RequestInput;

  readonly #stream: ReadableStream<Uint8Array>;
  readonly #onGone: (error: ClientDisconnected) => void;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #reading = false;

  /**
   * @param announced The value of `Content-Length`, or -1.
   * @param most The most bytes.
   * @param onGone Called where the client has left before its content was complete.
   */
  constructor(
    stream: ReadableStream<Uint8Array>,
    announced: number,
    most: number,
    onGone: (error: ClientDisconnected) => void,
  ) {
    this.#stream = stream;
    this.#onGone = onGone;
    this.input = new RequestInput(this, announced, most);
    if (announced > most) this.input.limit(most);
  }

  onFirstRead(): void {
    this.#reader = this.#stream.getReader();
    void this.#read();
  }

  onRoom(): void {
    if (this.input.closed) this.#cancel();
    else void this.#read();
  }

  async #read(): Promise<void> {
    const reader = this.#reader;
    if (reader === undefined || this.#reading) return;
    this.#reading = true;
    try {
      while (!this.input.full && !this.input.closed) {
        const { done, value } = await reader.read();
        if (done) return this.input.end();
        // What a runtime gives may be memory that it uses again.
        this.input.push(value.slice());
      }
      this.#reading = false;
    } catch (error) {
      const gone = new ClientDisconnected(undefined, { cause: error });
      this.input.fail(gone);
      this.#onGone(gone);
    }
  }

  #cancel(): void {
    this.#reader?.cancel().catch(() => {});
  }
}
