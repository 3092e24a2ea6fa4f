/** What came of an exchange with the middleware, against what came of it without. */

import type { HeaderList } from '@tsgi/contract';

import { contentOf } from './content-of.ts';
import type { HandServer, Head } from './hand-server.ts';
import type { Statement } from './statement.ts';

/**
 * Expects the exchange to be the one that the application makes of it alone, but for what the middleware states.
 * @throws {Error} that says what is different.
 */
export async function compareExchanges(plain: HandServer, seen: HandServer, statement: Statement): Promise<void> {
  compareEvents(plain, seen, statement);
  compareFailures(plain, seen, statement);
  if (statement.errors && plain.failure !== undefined) return;
  // A head that an application has left behind when it failed is nobody's to see (rule S10).
  if (hasFailedAtOnce(plain) && hasFailedAtOnce(seen)) return;
  // A body that is not wanted is disposed of early, and may fail early too.
  const early = statement.body !== false && seen.failure !== undefined && seen.settled === undefined;
  if (!early) compareHeads(plain.settled, seen.settled, statement);
  // A body that was never asked for cannot have changed the head.
  if (!isReplaced(plain, seen, statement)) compareHeads(plain.head, seen.head, statement);
  await compareContents(plain, seen, statement);
}

function compareEvents(plain: HandServer, seen: HandServer, statement: Statement): void {
  const wanted = listed(eventsOf(plain, statement));
  const got = listed(eventsOf(seen, statement));
  if (got !== wanted) throw new Error(`without it the application ${wanted}; with it the application ${got}`);
}

function eventsOf({ events }: HandServer, { body, repeats }: Statement): readonly string[] {
  const last = repeats ? events.slice(events.lastIndexOf('was called')) : events;
  if (body === false) return last;
  // Whoever makes other content may ask for less of it. What is out of order stays.
  return last.filter((event) => !/^(was asked for chunk \d+|was told to stop|was cancelled|failed)$/.test(event));
}

function listed(events: readonly string[]): string {
  return events.length === 0 ? 'was not called' : events.join(', ');
}

/** Whether there was no body: the application threw, or its promise was rejected. */
function hasFailedAtOnce({ failure, settled }: HandServer): boolean {
  return failure !== undefined && settled === undefined;
}

function isReplaced(plain: HandServer, seen: HandServer, { body }: Statement): boolean {
  return body !== false && wasAsked(plain) && !wasAsked(seen);
}

function wasAsked({ events }: HandServer): boolean {
  return events.some((event) => event.startsWith('was asked'));
}

function compareFailures(plain: HandServer, seen: HandServer, statement: Statement): void {
  if (statement.body !== false && plain.events.includes('failed') && !seen.events.includes('failed')) return;
  if (statement.errors && plain.failure !== undefined) {
    const committed = plain.chunks.length > 0;
    if (committed && seen.failure === undefined) throw new Error('a body that has failed ended as if it were complete');
    return;
  }
  const wanted = failureOf(plain);
  const got = failureOf(seen);
  if (got === wanted) return;
  if (wanted === NONE) throw new Error(`the exchange failed with ${named(got)}`, { cause: got });
  throw new Error(`expected the exchange to fail with ${named(wanted)}, the very same, got ${named(got)}`, {
    cause: got,
  });
}

const NONE = Symbol('no error');

/** The error; where it is the server's own, what stands for it in every exchange. */
function failureOf({ failure, exchange, input }: HandServer): unknown {
  if (failure === undefined) return NONE;
  if (exchange.signal.aborted && failure.error === exchange.signal.reason) return 'the reason of the abort';
  if (input.refusal !== undefined && failure.error === input.refusal) return 'the refusal of the input';
  return failure.error;
}

function named(error: unknown): string {
  if (error === NONE) return 'no error';
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function compareHeads(plain: Head | undefined, seen: Head | undefined, statement: Statement): void {
  if (plain === undefined || seen === undefined) {
    if (plain === seen) return;
    throw new Error(plain === undefined ? `there was a head, ${seen?.status}` : `expected a head, ${plain.status}`);
  }
  if (!statement.status && plain.status !== seen.status) {
    throw new Error(`expected the status ${JSON.stringify(plain.status)}, got ${JSON.stringify(seen.status)}`);
  }
  compareHeaders(plain.headers, seen.headers, statement);
}

/** The application's fields are to be there, in their order and letter case, with added ones among them at most. */
function compareHeaders(plain: HeaderList, seen: HeaderList, { addsHeader, changesHeader }: Statement): void {
  const wanted = plain.filter(([name]) => !changesHeader(name));
  const got = seen.filter(([name]) => !changesHeader(name));
  let at = 0;
  for (const [name, value] of got) {
    const next = wanted[at];
    if (next?.[0] === name && next[1] === value) at++;
    else if (!addsHeader(name)) {
      const instead = next === undefined ? 'no more fields' : `the field ${next[0]}: ${next[1]}`;
      throw new Error(`expected ${instead}, got ${name}: ${value}, and no such field is stated`);
    }
  }
  const missing = wanted[at];
  if (missing !== undefined) throw new Error(`expected ${missing[0]}: ${missing[1]}, which is missing or out of place`);
}

async function compareContents(plain: HandServer, seen: HandServer, { body }: Statement): Promise<void> {
  if (body === true) return;
  let got = contentOf(seen.chunks);
  if (body !== false) {
    // What has broken off cannot be restored, and what has no content has nothing to restore.
    if (seen.failure !== undefined || seen.exchange.signal.aborted || seen.withoutContent) return;
    got = await body(got, seen.head?.headers ?? []);
  }
  const wanted = contentOf(plain.chunks);
  if (got.length === wanted.length && got.every((byte, index) => byte === wanted[index])) return;
  throw new Error(`expected the content ${text(wanted)}, got ${text(got)}`);
}

function text(content: Uint8Array): string {
  return JSON.stringify(new TextDecoder().decode(content));
}
