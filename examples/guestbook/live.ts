import { EventEmitter, on } from 'node:events';

import type { Application } from '@tsgi/contract';
import { eventStream, type ServerSentEvent } from '@tsgi/web';

import type { Entries, Entry } from './entries.ts';
import { entryCard } from './entry-card.ts';

/** New entries, for all who look at the guestbook: `entry` tells of one, `close` ends every stream. */
export class Live extends EventEmitter<{ entry: [Entry]; close: [] }> {
  /** An application that tells of each entry as it comes, and first of those that came after the one with the id `after`. */
  stream(entries: Entries, after: string | null): Application {
    const coming = (signal: AbortSignal) => on(this, 'entry', { signal, close: ['close'] });
    return eventStream(async function* ({ signal, lastEventId }) {
      const live = coming(signal);
      const [seen] = /^\d{1,15}$/.exec(lastEventId || (after ?? '')) ?? [Infinity];
      for (let missed = entries.since(Number(seen)); missed.length > 0; missed = entries.since(missed.at(-1)!.id)) {
        yield* missed.map(event);
      }
      for await (const [entry] of live as AsyncIterable<[Entry]>) yield event(entry);
    });
  }
}

function event(entry: Entry): ServerSentEvent {
  return { event: 'entry', id: String(entry.id), data: String(entryCard(entry)) };
}
