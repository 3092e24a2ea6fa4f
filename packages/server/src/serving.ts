/** What all connections of one server share. */

import type { Gateway, Limits, Site, Timeouts } from '@tsgi/serving';

import type { HeadScanner } from './codec/head-scanner.ts';
import type { CoarseClock } from './coarse-clock.ts';

export interface Serving extends Site {
  /** What its exchanges share, whatever they are sent over. */
  readonly gateway: Gateway;
  readonly limits: Limits;
  readonly timeouts: Timeouts;
  readonly clock: CoarseClock;
  /** For heads that arrive in one piece, which are scanned one at a time. */
  readonly scanner: HeadScanner;
  serverName: string;
  serverPort: string;
}
