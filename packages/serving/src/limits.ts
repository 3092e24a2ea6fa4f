/** The bounds of what a server takes from the wire, and how long it waits; with their defaults. */

import { refuseUnknownOptions } from '@tsgi/contract';

import { refuseUnable, type Unable } from './unable.ts';

/** How much one connection, and all together, may ask for. Each can be lowered or raised; `Infinity` switches one off. */
export interface Limits {
  /** The most bytes of a request line, without its CRLF; more is 414. Default: 8192. */
  readonly requestLineBytes: number;
  /** The most header fields of a request, and the most trailer fields; more is 431. Finite. Default: 100. */
  readonly headerCount: number;
  /** The most bytes of a header section, and of a trailer section; more is 431. Default: 16384. */
  readonly headerBytes: number;
  /** The most bytes of request content; more is 413. An application can lower it by `tsgi.input.limit()`. Default: 1 GiB. */
  readonly bodyBytes: number;
  /** The most bytes of chunk extensions in one request; more is 400. Default: 4096. */
  readonly chunkExtensionBytes: number;
  /** The most requests on one connection; the last answer says `Connection: close`. Default: `Infinity`. */
  readonly requestsPerConnection: number;
  /** The most connections at a time; one more is answered 503. Default: 65536. */
  readonly connections: number;
}

/** How long the server waits for a client, in milliseconds; `Infinity` switches one off. They are checked by one coarse clock. */
export interface Timeouts {
  /** For a whole request head, from its first byte; then 408. Default: 20000. */
  readonly headMs: number;
  /** For `bodyProgressBytes` more of the content that the application is waiting for; then 408. Default: 20000. */
  readonly bodyMs: number;
  /** What counts as progress within `bodyMs`, in bytes. Default: 1024. */
  readonly bodyProgressBytes: number;
  /** For the next request on an open connection; then it is closed. Default: 75000. */
  readonly idleMs: number;
  /** For a client to take some of what is waiting to be sent; then the connection is destroyed. Default: 30000. */
  readonly writeMs: number;
  /** For a client to read its last answer and close, before the connection is destroyed. Default: 5000. */
  readonly lingerMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  requestLineBytes: 8192,
  headerCount: 100,
  headerBytes: 16_384,
  bodyBytes: 1_073_741_824,
  chunkExtensionBytes: 4096,
  requestsPerConnection: Infinity,
  connections: 65_536,
};

export const DEFAULT_TIMEOUTS: Timeouts = {
  headMs: 20_000,
  bodyMs: 20_000,
  bodyProgressBytes: 1024,
  idleMs: 75_000,
  writeMs: 30_000,
  lingerMs: 5000,
};

/** The defaults with `given` in their place. */
export function resolveLimits(given: Partial<Limits> = {}, unable: Unable = {}): Limits {
  const limits = resolve('limits', DEFAULT_LIMITS, given, unable);
  if (!Number.isSafeInteger(limits.headerCount)) {
    throw new TypeError(`serve(): limits.headerCount must be a whole number, got ${limits.headerCount}`);
  }
  return limits;
}

/** The defaults with `given` in their place. */
export function resolveTimeouts(given: Partial<Timeouts> = {}, unable: Unable = {}): Timeouts {
  return resolve('timeouts', DEFAULT_TIMEOUTS, given, unable);
}

function resolve<T extends Limits | Timeouts>(group: string, defaults: T, given: Partial<T>, unable: Unable): T {
  refuseUnknownOptions('serve', given, Object.keys(defaults), `${group}.`);
  for (const [name, value] of Object.entries(given)) {
    refuseUnable(`${group}.${name}`, unable);
    if (typeof value !== 'number' || !(value >= 1)) {
      throw new TypeError(`serve(): ${group}.${name} must be a number from 1, or Infinity, got ${String(value)}`);
    }
  }
  return { ...defaults, ...given };
}
