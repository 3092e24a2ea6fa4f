/** What all connections of one server share. */

import type { Application, ErrorStream } from '@tsgi/contract';

import type { HeadScanner } from './codec/head-scanner.ts';
import type { CoarseClock } from './coarse-clock.ts';
import type { Limits, Timeouts } from './limits.ts';

export interface Serving {
  readonly app: Application;
  readonly limits: Limits;
  readonly timeouts: Timeouts;
  readonly errors: ErrorStream;
  readonly clock: CoarseClock;
  /** For heads that arrive in one piece, which are scanned one at a time. */
  readonly scanner: HeadScanner;
  readonly scheme: 'http' | 'https';
  readonly multiprocess: boolean;
  /** `SERVER_NAME` and `SERVER_PORT`; known once the server listens. */
  serverName: string;
  serverPort: string;
  /** How many exchanges are not over. */
  running: number;
  /** Whether a graceful close has begun: connections then end after their answer. */
  closing: boolean;
  /** Tells a graceful close that less is left to wait for. */
  onProgress(): void;
  /** Has a graceful close wait for `promise`, and reports what it rejects with. */
  waitUntil(promise: PromiseLike<unknown>): void;
  /** Reports an error once, with what it happened to. */
  report(what: string, error: unknown): void;
}
