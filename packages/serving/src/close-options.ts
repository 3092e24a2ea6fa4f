/** What `close` can be told. */

import { refuseUnknownOptions } from '@tsgi/contract';

import { kindOf } from './kind-of.ts';

/** How to close a server. */
export interface CloseOptions {
  /** How long running exchanges, and promises given to `waitUntil`, have to finish, in milliseconds. Default: 10000. */
  readonly graceMs?: number;
}

/**
 * Checks what `close` was given, and puts the defaults in.
 * @throws {TypeError} that names the option, what is expected, and what came. The server is not being closed then.
 */
export function checkCloseOptions(options: CloseOptions = {}): Required<CloseOptions> {
  refuseUnknownOptions('close', options, ['graceMs']);
  const { graceMs = 10_000 } = options;
  if (typeof graceMs !== 'number' || !(graceMs >= 0)) {
    throw new TypeError(`close(): graceMs must be a number from 0, or Infinity, got ${kindOf(graceMs)}`);
  }
  return { graceMs };
}
