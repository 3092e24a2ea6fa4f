import type { Application } from '@tsgi/contract';
import { eventStream, type ServerSentEvent } from '@tsgi/web';

import { Changes } from './changes.ts';

/** How this process is, at one moment. */
export interface Beat {
  readonly id: number;
  /** In milliseconds since 1970. */
  readonly time: number;
  /** In mebibytes. */
  readonly memory: number;
}

/** How many are kept for those who were cut off. */
const KEPT = 60;

/** How this process is, for all who watch. */
export class Pulse {
  readonly #changes = new Changes();
  #beats: readonly Beat[] = [];

  /** The last minute, the newest first. */
  get latest(): readonly Beat[] {
    return this.#beats.toReversed();
  }

  beat(): void {
    const id = (this.#beats.at(-1)?.id ?? 0) + 1;
    const memory = Math.round(process.memoryUsage.rss() / 2 ** 20);
    this.#beats = [...this.#beats.slice(1 - KEPT), { id, time: Date.now(), memory }];
    this.#changes.tell();
  }

  /** An application that tells of each beat as it comes, and of those that the client has missed. It ends with the site. */
  stream(closing: AbortSignal): Application {
    return eventStream(({ signal, lastEventId }) => {
      const newest = this.#beats.at(-1)?.id ?? 0;
      // A number that is not there yet is one of a process before this one.
      const missed = /^\d{1,9}$/.test(lastEventId) && Number(lastEventId) < newest;
      return this.#since(missed ? Number(lastEventId) : newest, AbortSignal.any([signal, closing]));
    });
  }

  /** What comes after `last`. For a client that reads slowly nothing is collected but what is kept for all. */
  async *#since(last: number, signal: AbortSignal): AsyncGenerator<ServerSentEvent, undefined> {
    let seen: number;
    do {
      seen = this.#changes.count;
      for (const beat of this.#beats.filter(({ id }) => id > last)) {
        yield { id: String(beat.id), data: JSON.stringify({ time: timeOf(beat), memory: beat.memory }) };
        last = beat.id;
      }
    } while (await this.#changes.since(seen, signal));
  }
}

/** When a beat was, for people: `12:00:07 UTC`. */
export function timeOf({ time }: Beat): string {
  return `${new Date(time).toISOString().slice(11, 19)} UTC`;
}
