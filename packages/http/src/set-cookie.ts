/** Cookies on their way out (RFC 6265 §4.1, and its successor's draft, rfc6265bis, for what browsers do). */

import { refuseUnknownOptions } from '@tsgi/contract';
import { type SetCookie, stringifySetCookie } from 'cookie';

import { isToken } from './token.ts';

/** The attributes of a cookie. */
export interface CookieOptions {
  /** The host, and all below it, that get the cookie. Default: the host that set it, alone. */
  readonly domain?: string | undefined;
  /** The path, and all below it, for which it is sent. Default: the directory of the request's path. */
  readonly path?: string | undefined;
  /** For how many whole seconds it is kept. Default: until the browser is closed. */
  readonly maxAge?: number | undefined;
  /** Until when it is kept; `maxAge` counts before it. Default: until the browser is closed. */
  readonly expires?: Date | undefined;
  /** Whether it is sent over https alone. Default: false. */
  readonly secure?: boolean | undefined;
  /** Whether scripts cannot see it. Default: false. */
  readonly httpOnly?: boolean | undefined;
  /** Whether requests from other sites carry it. Default: the browser's choice, mostly `'lax'`. */
  readonly sameSite?: 'strict' | 'lax' | 'none' | undefined;
  /** Whether each top-level site has a cookie of its own (CHIPS). Default: false. */
  readonly partitioned?: boolean | undefined;
  /** What is kept longer where a browser has too many (Chromium). Default: `'medium'`. */
  readonly priority?: 'low' | 'medium' | 'high' | undefined;
}

const OPTIONS: readonly (keyof CookieOptions)[] = [
  'domain',
  'path',
  'maxAge',
  'expires',
  'secure',
  'httpOnly',
  'sameSite',
  'partitioned',
  'priority',
];

/** What the prefixes of a name promise to the server, because a browser drops the cookie otherwise. Longest first. */
const PREFIXES: readonly (readonly [prefix: string, needs: readonly (keyof typeof NEEDS)[]])[] = [
  ['__host-http-', ['secure', 'path', 'domain', 'httpOnly']],
  ['__host-', ['secure', 'path', 'domain']],
  ['__http-', ['secure', 'httpOnly']],
  ['__secure-', ['secure']],
];

const NEEDS = {
  secure: ['secure', (options: CookieOptions) => options.secure === true],
  httpOnly: ['httpOnly', (options: CookieOptions) => options.httpOnly === true],
  path: [`the path '/'`, (options: CookieOptions) => options.path === '/'],
  domain: ['no domain', (options: CookieOptions) => options.domain === undefined],
} as const;

/** How many bytes browsers take of a name and its value together (rfc6265bis §5.6). */
const MOST_BYTES = 4096;

/**
 * A `Set-Cookie` value: `formatSetCookie('__Host-id', '7', { secure: true, path: '/' })`. What a value cannot hold is
 * percent-encoded, as `parseCookies` decodes it.
 * @throws {TypeError} for what browsers would drop without a word: a name that is no token, a prefix (`__Host-`,
 * `__Secure-`, `__Http-`, `__Host-Http-`) whose promise the attributes break, `SameSite=None` or `Partitioned` without
 * `Secure`, a path without `/` at its start, more than 4096 bytes; and for attributes that there are not, or that cannot be written.
 */
export function formatSetCookie(name: string, value: string, options: CookieOptions = {}): string {
  if (!isToken(name)) throw new TypeError(`formatSetCookie(): a cookie cannot be named ${JSON.stringify(name)}`);
  // With `httponly` misspelt, scripts would see the cookie.
  refuseUnknownOptions('formatSetCookie', options, OPTIONS);
  check(name, options);
  // A lone surrogate has no percent-encoding: it becomes U+FFFD, as it does wherever text becomes bytes. What is there
  // and undefined is to `cookie` what is not there, though its types do not say so.
  const field = written({ ...options, name, value: value.toWellFormed() } as SetCookie);
  const end = field.indexOf(';');
  // Without the sign between name and value.
  const bytes = (end < 0 ? field.length : end) - 1;
  if (bytes > MOST_BYTES) {
    throw new TypeError(
      `formatSetCookie(): ${name} and its value have ${bytes} bytes, and browsers take ${MOST_BYTES}`,
    );
  }
  return field;
}

/** The field, by `cookie`, which does not know whose attributes it refuses. */
function written(cookie: SetCookie): string {
  try {
    return stringifySetCookie(cookie);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`formatSetCookie(): ${cookie.name} cannot be set: ${why}`, { cause });
  }
}

/**
 * The `Set-Cookie` value that takes a cookie away. It must have the domain, path and partition that the cookie was set
 * with, or the browser takes it for another one. What the prefix of the name asks for is added.
 * @throws {TypeError} as `formatSetCookie` does.
 */
export function deleteCookie(name: string, options: CookieOptions = {}): string {
  const needs = needsOf(name);
  return formatSetCookie(name, '', {
    ...options,
    ...(needs.includes('secure') && { secure: true }),
    ...(needs.includes('httpOnly') && { httpOnly: true }),
    ...(needs.includes('path') && { path: '/' }),
    maxAge: 0,
    expires: new Date(0),
  });
}

function needsOf(name: string): readonly (keyof typeof NEEDS)[] {
  // Browsers know them in any letter case (rfc6265bis §5.4).
  const lower = name.toLowerCase();
  return PREFIXES.find(([prefix]) => lower.startsWith(prefix))?.[1] ?? [];
}

function check(name: string, options: CookieOptions): void {
  const { path } = options;
  if (path !== undefined && path !== '' && !path.startsWith('/')) {
    throw new TypeError(
      `formatSetCookie(): ${name} has a path that begins with no /, which browsers pass over: ${JSON.stringify(path)}`,
    );
  }
  for (const need of needsOf(name)) {
    const [what, holds] = NEEDS[need];
    if (!holds(options)) throw new TypeError(`formatSetCookie(): ${name} needs ${what}, or browsers drop it`);
  }
  const needsSecure = options.sameSite === 'none' ? 'SameSite=None' : options.partitioned ? 'Partitioned' : undefined;
  if (needsSecure !== undefined && options.secure !== true) {
    throw new TypeError(`formatSetCookie(): ${needsSecure} needs secure, or browsers drop ${name}`);
  }
}
