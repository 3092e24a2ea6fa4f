/** Bytes that a client has sent before they could be looked at: requests behind the one under way. */

/** About as much is held here; the rest is left in the socket. */
const MOST_HELD = 65_536;

export class Backlog {
  #bytes: Buffer | undefined;

  get empty(): boolean {
    return this.#bytes === undefined;
  }

  /** Whether no more is to be read from the client. */
  get full(): boolean {
    return this.#bytes !== undefined && this.#bytes.length >= MOST_HELD;
  }

  /** Holds `bytes` behind what is held. @param kept Whether they stay as they are; else they are copied. */
  hold(bytes: Buffer, kept: boolean): void {
    if (this.#bytes === undefined) this.#bytes = kept ? bytes : Buffer.from(bytes);
    else this.#bytes = Buffer.concat([this.#bytes, bytes]);
  }

  /** Hands out what is held, and holds nothing. */
  take(): Buffer | undefined {
    const bytes = this.#bytes;
    this.#bytes = undefined;
    return bytes;
  }
}
