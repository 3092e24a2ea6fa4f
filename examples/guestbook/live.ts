import { EventEmitter, on } from 'node:events';

import type { Application } from '@tsgi/contract';
import { eventStream, type ServerSentEvent } from '@tsgi/web';

import type { Entries, Entry } from './entries.ts';
import { entryCard } from './entry-card.ts';

/** New entries, for all who look at the guestbook: who was cut off gets what was written meanwhile. */
export class Live {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  publish(entry: Entry): void {
    this.#emitter.emit('entry', entry);
  }

  /** Ends every stream, so that a server that closes need not wait for them. */
  close(): void {
    this.#emitter.emit('close');
  }

  /** An application that tells of each entry as it comes. */
  stream(entries: Entries): Application {
    const emitter = this.#emitter;
    return eventStream(async function* ({ signal, lastEventId }) {
      const coming = on(emitter, 'entry', { signal, close: ['close'] });
      if (/^\d+$/.test(lastEventId)) yield* entries.since(Number(lastEventId)).map((entry) => event(entry));
      for await (const [entry] of coming as AsyncIterable<[Entry]>) yield event(entry);
    });
  }
}

function event(entry: Entry): ServerSentEvent {
  return { event: 'entry', id: String(entry.id), data: String(entryCard(entry)) };
}
