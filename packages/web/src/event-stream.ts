import type { Application, Chunk, HeaderList } from '@tsgi/contract';

import { makeHead, type ResponseOptions } from './response-options.ts';
import { formatServerSentEvent, type ServerSentEvent } from './server-sent-event.ts';

/** Where events come from. */
export type EventSource = (AsyncIterable<ServerSentEvent> | Iterable<ServerSentEvent>) & object;

/** What a function that makes events is given. */
export interface EventStreamContext {
  /** Aborted when the client has gone: time to stop waiting for the next event. */
  readonly signal: AbortSignal;
  /** The id of the last event that the client got before it lost the connection; `''` where there is none. */
  readonly lastEventId: string;
}

/** Options of `eventStream`. */
export interface EventStreamOptions extends ResponseOptions {
  /**
   * After how many milliseconds without an event a comment goes out, so that nobody in between gives up. Default:
   * 15,000.
   */
  readonly heartbeatMs?: number;
}

const HEADERS: HeaderList = [
  ['Content-Type', 'text/event-stream'],
  ['Cache-Control', 'no-cache'],
  // nginx would collect the events until a buffer is full.
  ['X-Accel-Buffering', 'no'],
];

/**
 * Answers with server-sent events (HTML §9.2) as they come. The head goes out at once, a comment where there is nothing
 * else to send, and it ends with its source, or when the client has gone: the source's iterator is then told to return.
 * @throws {TypeError} for a source that is neither iterable nor a function, and for a heartbeat that is no time.
 */
export function eventStream(
  source: EventSource | ((context: EventStreamContext) => EventSource),
  options: EventStreamOptions = {},
): Application {
  const { heartbeatMs = 15_000 } = options;
  if (typeof source !== 'function' && !isIterable(source)) {
    throw new TypeError(`eventStream(): expected events or a function that makes them, got ${typeof source}`);
  }
  if (!(heartbeatMs > 0 && heartbeatMs <= 2_147_483_647)) {
    throw new TypeError(`eventStream(): heartbeatMs must be a time above 0, got ${heartbeatMs}`);
  }
  const { status, headers } = makeHead(200, HEADERS, options);
  return function response(environ, startResponse) {
    startResponse(status, headers);
    if (environ.REQUEST_METHOD === 'HEAD') return [];
    const { signal } = environ['tsgi.exchange'];
    const lastEventId = decodeId(environ['HTTP_LAST_EVENT_ID'] ?? '');
    const events = typeof source === 'function' ? source({ signal, lastEventId }) : source;
    if (!isIterable(events)) throw new TypeError('eventStream(): the function must return an iterable of events');
    return new EventStreamBody(events, signal, heartbeatMs);
  };
}

/** Clients send the id as UTF-8 (HTML §9.2.3), which in an environ stands one character a byte. */
function decodeId(id: string): string {
  return /[^\0-\x7f]/.test(id) ? new TextDecoder().decode(Uint8Array.from(id, (char) => char.charCodeAt(0))) : id;
}

function isIterable(source: unknown): source is EventSource {
  return typeof source === 'object' && source !== null && (Symbol.asyncIterator in source || Symbol.iterator in source);
}

const HEARTBEAT = ':\n\n';
const END: IteratorResult<Chunk, undefined> = { done: true, value: undefined };

type Settled = { readonly event: IteratorResult<ServerSentEvent> } | { readonly error: unknown };

/** Events as they come, and comments in between. */
class EventStreamBody implements AsyncIterable<Chunk>, AsyncIterator<Chunk, undefined>, AsyncDisposable {
  readonly #source: Iterator<ServerSentEvent> | AsyncIterator<ServerSentEvent>;
  readonly #signal: AbortSignal;
  readonly #heartbeatMs: number;
  /** Whether an event is waited for; comments go out meanwhile. */
  #waiting = false;
  /** What came of the wait. */
  #settled: Settled | undefined;
  #started = false;
  #over = false;
  /** Ends the wait for an event or the heartbeat. */
  #wake: (() => void) | undefined;
  readonly #onAbort = (): void => this.#end();

  constructor(source: EventSource, signal: AbortSignal, heartbeatMs: number) {
    this.#source = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.#signal = signal;
    this.#heartbeatMs = heartbeatMs;
    if (signal.aborted) this.#end();
    else signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Chunk, undefined>> {
    if (this.#over) return END;
    if (!this.#started) {
      this.#started = true;
      // An empty chunk sends the head (rule S20), and the client knows that it is connected.
      return { done: false, value: '' };
    }
    try {
      const event = await this.#nextEvent();
      if (event === undefined) return this.#over ? END : { done: false, value: HEARTBEAT };
      if (event.done !== true) return { done: false, value: formatServerSentEvent(event.value) };
      this.#finish();
      return END;
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Chunk, undefined>> {
    this.#end();
    return END;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
  }

  /** The next event; `undefined` where there was none for a while, or it is over. */
  async #nextEvent(): Promise<IteratorResult<ServerSentEvent> | undefined> {
    if (!this.#waiting) {
      this.#waiting = true;
      // One wait for each event, not for each comment: a silent source would collect them.
      Promise.resolve(this.#source.next()).then(
        (event) => this.#settle({ event }),
        (error: unknown) => this.#settle({ error }),
      );
    }
    if (this.#settled === undefined) await this.#pause();
    const settled = this.#settled;
    if (settled === undefined || this.#over) return undefined;
    this.#settled = undefined;
    this.#waiting = false;
    if ('error' in settled) throw settled.error;
    return settled.event;
  }

  #settle(settled: Settled): void {
    this.#settled = settled;
    this.#wake?.();
  }

  /** Until an event is there, it is over, or it was silent for long enough. */
  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#heartbeatMs);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }

  #finish(): void {
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  #end(): void {
    if (this.#over) return;
    this.#finish();
    this.#wake?.();
    try {
      // Not awaited: a generator takes it only when what it waits for has come.
      Promise.resolve(this.#source.return?.()).catch(() => {});
    } catch {
      // The client has gone, and what is being cleaned up behind it is the source's own affair.
    }
  }
}
