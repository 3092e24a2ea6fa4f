/** One after the other, of what has the same name: within one process nobody then has to try again and again. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does `work` when what was taken under this name before has ended, well or not, or when it has waited for `mostMs`. */
  take<T>(name: string, work: () => Promise<T>, mostMs: number): Promise<T> {
    const before = this.#last.get(name);
    const mine = before === undefined ? work() : settled(before, mostMs).then(work);
    this.#last.set(name, mine);
    const forget = (): void => {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    };
    mine.then(forget, forget);
    return mine;
  }

  /** How many names there are under which somebody works or waits. */
  get size(): number {
    return this.#last.size;
  }
}

function settled(promise: Promise<unknown>, mostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, mostMs);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    promise.then(end, end);
  });
}
