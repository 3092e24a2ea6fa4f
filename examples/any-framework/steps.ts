/** Where people go, told to all who watch as it happens. */

const utf8 = new TextEncoder();

/** A reader that is this many lines behind misses what follows. */
const MOST_LINES = 100;

export class Steps {
  readonly #watchers = new Set<ReadableStreamDefaultController<Uint8Array>>();

  /** How many watch. */
  get watchers(): number {
    return this.#watchers.size;
  }

  /** A line for every step from now on, until whoever reads it has enough. */
  watch(): ReadableStream<Uint8Array> {
    let own: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          own = controller;
          controller.enqueue(utf8.encode('Watching.\n'));
          this.#watchers.add(own);
        },
        cancel: () => void this.#watchers.delete(own),
      },
      { highWaterMark: MOST_LINES },
    );
  }

  /** Tells everyone. */
  tell(line: string): void {
    const bytes = utf8.encode(`${line}\n`);
    for (const watcher of this.#watchers) if ((watcher.desiredSize ?? 0) > 0) watcher.enqueue(bytes.slice());
  }

  /** Lets everyone go. */
  close(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers.clear();
  }
}
