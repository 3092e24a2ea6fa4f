/** What `serve` can be told. */

import { type ErrorStream, refuseUnknownOptions } from '@tsgi/contract';

import { kindOf } from './kind-of.ts';
import type { Limits, Timeouts } from './limits.ts';
import { refuseUnable, type Unable } from './unable.ts';

/** The options of every server. @typeParam Tls What this server takes for `tls`. */
export interface ServeOptions<Tls extends object = object> {
  /** The host name or address to listen on. Default: `'127.0.0.1'`, which only this machine reaches. */
  readonly host?: string;
  /** The port to listen on; 0 has the operating system choose one. Default: 8000. */
  readonly port?: number;
  /** A Unix socket to listen on, in place of host and port. Default: none. */
  readonly path?: string;
  /** An inherited file descriptor that is bound and listens already, in place of host and port. Default: none. */
  readonly fd?: number;
  /** Whether other processes may listen on the same port, and share its connections. Default: false. */
  readonly reusePort?: boolean;
  /** How many connections the operating system queues for this process. Default: 511. */
  readonly backlog?: number;
  /** Serves over TLS; `key` and `cert` at least. Default: plain TCP. */
  readonly tls?: Tls;
  /** What takes `tsgi.errors`. Default: standard error. */
  readonly errors?: ErrorStream;
  /** How much a client may ask for; what is not given is as `DEFAULT_LIMITS` has it. */
  readonly limits?: Partial<Limits>;
  /** How long clients are waited for; what is not given is as `DEFAULT_TIMEOUTS` has it. */
  readonly timeouts?: Partial<Timeouts>;
}

type Check = readonly [expected: string, (value: unknown) => boolean];

const CHECKS: Readonly<Record<keyof ServeOptions, Check>> = {
  host: ['a host name or an address', isFilledString],
  port: ['a whole number from 0 to 65535', (value) => isInteger(value, 65_535)],
  path: ['the path of a socket', isFilledString],
  fd: ['a file descriptor', (value) => isInteger(value, 0x7fff_ffff)],
  reusePort: ['a boolean', (value) => typeof value === 'boolean'],
  backlog: ['a whole number', (value) => isInteger(value, 0x7fff_ffff)],
  tls: ['an object with key and cert, pfx, or SNICallback', namesCertificate],
  errors: [
    'an object with write() and flush()',
    (value) =>
      isObject(value) &&
      'write' in value &&
      typeof value.write === 'function' &&
      'flush' in value &&
      typeof value.flush === 'function',
  ],
  limits: ['an object', isObject],
  timeouts: ['an object', isObject],
};

/**
 * Checks what `serve` was given: an option that means nothing, or that this server cannot honour, is refused, not ignored.
 * @param own Names of options that this server has besides, and checks itself.
 * @throws {TypeError} that names the option, what is expected, and what came.
 */
export function checkServeOptions(options: ServeOptions, unable: Unable = {}, own: readonly string[] = []): void {
  refuseUnknownOptions('serve', options, [...Object.keys(CHECKS), ...own]);
  for (const [name, value] of Object.entries(options)) {
    refuseUnable(name, unable);
    if (own.includes(name)) continue;
    const [expected, isRight] = CHECKS[name as keyof ServeOptions];
    if (!isRight(value)) throw new TypeError(`serve(): ${name} must be ${expected}, got ${kindOf(value)}`);
  }
  const places = [
    options.fd !== undefined && 'fd',
    options.path !== undefined && 'path',
    (options.host ?? options.port) !== undefined && 'host and port',
  ].filter((place) => place !== false);
  if (places.length > 1) throw new TypeError(`serve(): a server listens in one place, got ${places.join(' beside ')}`);
}

function namesCertificate(value: unknown): boolean {
  return isObject(value) && (('key' in value && 'cert' in value) || 'pfx' in value || 'SNICallback' in value);
}

function isFilledString(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isInteger(value: unknown, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
