import { Changes } from './changes.ts';

/** How far an upload has come. */
export interface Progress {
  readonly state: 'expected' | 'arriving' | 'complete' | 'broken off';
  /** In bytes. */
  readonly received: number;
  /** In bytes; absent where the client has not said it. */
  readonly total?: number;
  /** What has come of it, once it is complete. */
  readonly result?: string;
}

/** One upload, which others can look at while it arrives. */
export class Upload {
  readonly #changes = new Changes();
  #progress: Progress = { state: 'expected', received: 0 };

  get progress(): Progress {
    return this.#progress;
  }

  /** It begins. `total` is how many bytes there will be, where that is known. */
  begin(total: number | undefined): void {
    this.#change({ state: 'arriving', received: 0, ...(total !== undefined && { total }) });
  }

  /** So many bytes more. Onlookers are told of each percent, or mebibyte, and not of each chunk. */
  add(bytes: number): void {
    const { received, total } = this.#progress;
    const next = { ...this.#progress, received: received + bytes };
    const step = total === undefined ? 2 ** 20 : total / 100;
    if (Math.floor(next.received / step) > Math.floor(received / step)) this.#change(next);
    else this.#progress = next;
  }

  complete(result: string): void {
    this.#change({ ...this.#progress, state: 'complete', result });
  }

  breakOff(): void {
    this.#change({ ...this.#progress, state: 'broken off' });
  }

  /** How far it is: now, and whenever that has changed, until it is over. A slow reader gets fewer steps. */
  async *steps(signal: AbortSignal): AsyncGenerator<Progress, undefined> {
    let seen: number;
    do {
      seen = this.#changes.count;
      const progress = this.#progress;
      yield progress;
      if (progress.state === 'complete' || progress.state === 'broken off') return;
    } while (await this.#changes.since(seen, signal));
  }

  #change(progress: Progress): void {
    this.#progress = progress;
    this.#changes.tell();
  }
}
