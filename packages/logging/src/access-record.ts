/** What is known of an exchange once it is over. */

import type { Environ } from '@tsgi/contract';

/** How an exchange ended: its answer was sent whole; the client went away before; or the application failed. */
export type Ending = 'complete' | 'aborted' | 'failed';

/** One exchange, over. What is asked for is worked out then. Nothing in it is escaped: formats do that. */
export interface AccessRecord {
  /** When the request came, in milliseconds since 1970. */
  readonly time: number;
  /**
   * Milliseconds from the request to the head of the response, which leaves with all of an answer in one piece; `undefined`
   * where none was sent.
   */
  readonly headMs: number | undefined;
  /** Milliseconds from the request to the last byte of the response. */
  readonly durationMs: number;

  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The host that the client asked for, with its port where that is not the scheme's own. */
  readonly host: string;
  /** The target as received, without the query unless `query` says so. */
  readonly target: string;
  /** The path in canonical form. */
  readonly path: string;
  /** The query string, where `query` says so; else empty. */
  readonly query: string;
  /** The pattern of the route, where a router has left it (rule M11). */
  readonly route: string | undefined;
  /** The version, such as `HTTP/1.1`. */
  readonly protocol: string;
  /** Bytes of content that the application has read. */
  readonly requestBytes: number;

  /** The status code that was sent; 0 where none was. */
  readonly status: number;
  /** Bytes of content that were sent. */
  readonly responseBytes: number;
  readonly ending: Ending;
  /** What it ended early with; `undefined` where it is complete. */
  readonly error: unknown;
  /** Of what kind that is, or the status where it is 5xx: OpenTelemetry's `error.type`. */
  readonly errorType: string | undefined;

  /** The address of the client, by trusted proxies where there are some. */
  readonly client: string | undefined;
  readonly userAgent: string | undefined;
  /** Where the client came from, without the query unless `query` says so. */
  readonly referrer: string | undefined;
  /** The user whom a layer has found out (rule M11), or a server in front. */
  readonly user: string | undefined;
  /** What `requestId()` has found or made. */
  readonly requestId: string | undefined;
  /** What `traceContext()` has found or made. */
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;

  /** A field of the request, in any letter case; `[redacted]` where it is secret. */
  requestHeader(name: string): string | undefined;
  /** A field that the application gave the response that was sent; `[redacted]` where it is secret. */
  responseHeader(name: string): string | undefined;
  /** The environ that `accessLog` was called with. Nothing in it is left out. */
  readonly environ: Environ;
}
