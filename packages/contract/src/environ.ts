/** The environ: one request, and what the server offers for answering it, as a plain object. */

import type { Exchange } from './exchange.ts';
import type { FileWrapper, SendInformational, SendTrailers, Upgrade } from './capabilities.ts';
import type { Input } from './input.ts';

/** Where diagnostics go; what `wsgi.errors` is in PEP 3333. A Node.js `Writable` is not one: `flush` is required. */
export interface ErrorStream {
  /** Writes text as it is; the caller ends its lines. */
  write(text: string): void;
  /** Returns when, or a promise that resolves when, all that was written is out of this process's hands. */
  flush(): void | PromiseLike<void>;
}

/**
 * The request, and the means to answer it. Own data properties of a plain object only, so that
 * `{ ...environ }` copies everything; what must be lazy is lazy inside a value.
 */
export interface Environ {
  /** The method, as received: `GET`, `POST`, … (RFC 9110 §9). Case-sensitive. */
  REQUEST_METHOD: string;
  /** The part of the path that leads to this application: canonical, `''` at the root, never ends in `/`. */
  SCRIPT_NAME: string;
  /** The rest of the path: canonical, starts with `/`, or `''`. */
  PATH_INFO: string;
  /** What follows the first `?`, without it; `''` where there is none. Not decoded. */
  QUERY_STRING: string;
  /** The name of the host that serves. `HTTP_HOST`, where present, is what the client asked for. */
  SERVER_NAME: string;
  /** The port that was connected to, in decimal; `''` where there is none (a Unix socket). */
  SERVER_PORT: string;
  /** The request's protocol version: `HTTP/1.1`. */
  SERVER_PROTOCOL: string;

  /** The request's `Content-Type`; absent where it has none. */
  CONTENT_TYPE?: string;
  /** The request's `Content-Length` in decimal digits; absent where the length is not known beforehand. */
  CONTENT_LENGTH?: string;
  /** The request target exactly as it was received (RFC 9112 §3.2). */
  REQUEST_URI?: string;
  /** The peer's address; absent where the transport has none. */
  REMOTE_ADDR?: string;
  /** The peer's port, in decimal. */
  REMOTE_PORT?: string;
  /** The user that a layer in front has authenticated. */
  REMOTE_USER?: string;

  /** The request's other header fields, upper-cased with `_` for `-`. Repeats are joined with `, ` (cookies with `; `). */
  [header: `HTTP_${string}`]: string;

  /** The version of this contract: frozen `[1, 0]`. */
  'tsgi.version': readonly [major: 1, minor: number];
  /** The scheme by which this application was reached. */
  'tsgi.url_scheme': 'http' | 'https';
  /** The request body. */
  'tsgi.input': Input;
  /** Where diagnostics go. */
  'tsgi.errors': ErrorStream;
  /** This request–response pair: its end, its abort, and what its layers share. */
  'tsgi.exchange': Exchange;
  /** Whether the application may be called again, in another thread of this process, while it runs. */
  'tsgi.multithread': boolean;
  /** Whether other processes may be running the same application. */
  'tsgi.multiprocess': boolean;
  /** Whether this process is expected to end after this exchange. */
  'tsgi.run_once': boolean;

  /** Capability: sends a 1xx response. Present only where this server can. */
  'tsgi.informational'?: SendInformational;
  /** Capability: sends trailer fields after the body. Present only where this exchange can carry them. */
  'tsgi.trailers'?: SendTrailers;
  /** Capability: a body from a file, sent the server's fastest way. */
  'tsgi.file_wrapper'?: FileWrapper;
  /** Capability: leaves HTTP for another protocol on the same connection. */
  'tsgi.upgrade'?: Upgrade;

  /** What a middleware adds, under its owner's name: `'sessions.session'`. Unknown here: its package exports the typed accessor. */
  [custom: `${string}.${string}`]: unknown;
}
