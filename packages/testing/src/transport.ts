/** What stands between the client and whoever answers: an application in memory, or a server behind a socket. */

import type { HeaderList, Outcome } from '@tsgi/contract';

/** Request content: all of it, or as it is made. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** A request, ready to be sent. */
export interface OutgoingRequest {
  readonly method: string;
  /** Where it goes: the origin counts, and the target is what is sent. */
  readonly url: URL;
  /** The request target: a path, percent-encoded, with its query. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly content?: Content;
  /** Ends the exchange early, as a client does that goes away. */
  readonly signal?: AbortSignal;
}

/** A status and its fields, before the final ones (RFC 9110 §15.2). */
export interface InterimResponse {
  readonly status: number;
  readonly headers: HeaderList;
}

/** An answer whose head has come. */
export interface Reply {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
  readonly interim: readonly InterimResponse[];
  /** The next bytes of the content; `undefined` at its end. Rejects where the content is cut short. */
  read(): Promise<Uint8Array | undefined>;
  /** Trailer fields, once the content has ended. */
  readonly trailers: HeaderList;
  /** Goes away. */
  cancel(): void;
  /** How the exchange ended, where that can be seen. */
  readonly outcome?: Promise<Outcome>;
  /** What was written to `tsgi.errors` in this exchange, where that can be seen. */
  readonly errors?: string;
}

/** Sends a request, and resolves when the head of the answer is there. */
export type Transport = (request: OutgoingRequest) => Promise<Reply>;
