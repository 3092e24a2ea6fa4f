/** Content on its way from an application to a client in memory. It holds as much as a socket would, and then says stop. */

/** How many bytes may lie unread before the next chunk is asked for. */
const MOST_UNREAD = 65_536;

export class ContentQueue {
  readonly #chunks: Uint8Array[] = [];
  #unread = 0;
  #end: { readonly error?: unknown } | undefined;
  #reader: (() => void) | undefined;
  #writer: (() => void) | undefined;

  /** Whether there is room for another chunk. After the end there is: nothing is kept then. */
  get hasRoom(): boolean {
    return this.#unread < MOST_UNREAD || this.#end !== undefined;
  }

  /** Calls `writer` when there is room again. One waits at a time. */
  whenRoom(writer: () => void): void {
    this.#writer = writer;
  }

  push(bytes: Uint8Array): void {
    if (bytes.byteLength === 0 || this.#end !== undefined) return;
    this.#chunks.push(bytes);
    this.#unread += bytes.byteLength;
    this.#reader?.();
  }

  /** Nothing more comes. */
  end(): void {
    this.#finish({});
  }

  /** Nothing more comes, and what came is not the whole. */
  fail(error: unknown): void {
    this.#finish({ error });
  }

  /** The next chunk; `undefined` at the end. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const bytes = this.#chunks.shift();
      if (bytes !== undefined) {
        this.#unread -= bytes.byteLength;
        if (this.hasRoom) this.#wakeWriter();
        return bytes;
      }
      if (this.#end !== undefined) {
        if ('error' in this.#end) throw this.#end.error;
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.#reader = resolve;
      });
    }
  }

  #finish(end: { readonly error?: unknown }): void {
    this.#end ??= end;
    this.#reader?.();
    // Later: whoever lets it fail may be about to stop the writer.
    queueMicrotask(() => this.#wakeWriter());
  }

  #wakeWriter(): void {
    const writer = this.#writer;
    this.#writer = undefined;
    writer?.();
  }
}
