/** The calling convention: what a server calls, what an application returns, what a middleware wraps. */

import type { Environ } from './environ.ts';

/** A status code and a reason phrase, as on the wire: `'200 OK'` (RFC 9112 §4). `status(404)` makes one. */
export type Status = `${number} ${string}`;

/** One header field: a name in any letter case, and its value (RFC 9110 §5). */
export type Header = readonly [name: string, value: string];

/** Header fields in the order in which they are sent; a name may repeat (`Set-Cookie`). */
export type HeaderList = readonly Header[];

/** One piece of a body. A string is sent as UTF-8. */
export type Chunk = string | Uint8Array;

/**
 * A response body: an array, a generator, a stream, any iterable of chunks, synchronous or not.
 *
 * The server iterates it at most once and disposes of it exactly once, also where it was never iterated
 * (PEP 3333's `close()`). `object` keeps a bare string out, whose characters would be sent one by one.
 */
export type Body = (Iterable<Chunk> | AsyncIterable<Chunk>) & object & Partial<Disposable & AsyncDisposable>;

/**
 * Begins the response. Nothing is sent until the first chunk of the body, or its end.
 *
 * Called once, before the application's returned value settles. Called again with `error` it replaces a head
 * that has not been sent yet; where the head has been sent it throws `error` (PEP 3333's `exc_info`).
 */
export type StartResponse = (status: Status, headers: HeaderList, error?: unknown) => void;

/** A program that answers HTTP requests. It is called once for each exchange. */
export type Application = (environ: Environ, startResponse: StartResponse) => Body | PromiseLike<Body>;

/** Wraps an application and returns an application: a server to the inner one, an application to the outer. */
export type Middleware = (app: Application) => Application;
