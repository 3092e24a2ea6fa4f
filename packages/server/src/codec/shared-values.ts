/** Values that many clients send alike become one string. */

import type { Environ } from '@tsgi/contract';

/** What tends to be the same on many connections. None is a secret: how long a comparison takes could give one away. */
const SHARED = [
  'HTTP_HOST',
  'HTTP_USER_AGENT',
  'HTTP_ACCEPT',
  'HTTP_ACCEPT_LANGUAGE',
  'HTTP_ACCEPT_ENCODING',
  'REMOTE_ADDR',
] as const;

/** The values that were seen last, each a string of its own: what is cut out of a head keeps all of it. */
const known: { [Key in (typeof SHARED)[number]]?: string } = {};

/**
 * Puts the strings of an earlier connection in the place of equal ones. Layers that compare them with those of other
 * requests, as logs, caches and virtual hosts do, find the very same string, and need not look into it.
 */
export function shareValues(environ: Environ): void {
  for (const key of SHARED) {
    const value = environ[key];
    if (value === undefined) continue;
    if (value !== known[key]) known[key] = Buffer.from(value, 'latin1').toString('latin1');
    environ[key] = known[key];
  }
}
