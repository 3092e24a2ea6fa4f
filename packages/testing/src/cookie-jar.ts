/** Cookies, kept and given back as a browser does (RFC 6265bis §5), as far as there is anything to see without pages. */

import { parseSetCookie } from 'cookie';

/** A cookie in a jar. */
export interface StoredCookie {
  readonly name: string;
  /** As it was set: nothing is decoded. */
  readonly value: string;
  /** The host that it belongs to, and, unless `hostOnly`, all below it. */
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'strict' | 'lax' | 'none' | undefined;
  /** When it is no longer kept, in milliseconds since 1970; `Infinity` where it goes with the jar. */
  readonly expires: number;
}

/** The most bytes of a name and its value (§5.6). */
const MOST_BYTES = 4096;

export class CookieJar {
  readonly #now: () => number;
  /** In the order in which they were made, which a change of the value does not alter (§5.7). */
  readonly #cookies = new Map<string, StoredCookie>();

  /** @param now The time, in milliseconds since 1970. */
  constructor(now: () => number = () => Date.now()) {
    this.#now = now;
  }

  /** All cookies that have not expired. */
  get cookies(): readonly StoredCookie[] {
    const now = this.#now();
    return [...this.#cookies.values()].filter(({ expires }) => expires > now);
  }

  /** The value of the cookie `name`; of several, the one made first. */
  get(name: string): string | undefined {
    return this.cookies.find((cookie) => cookie.name === name)?.value;
  }

  /** Forgets all cookies. */
  clear(): void {
    this.#cookies.clear();
  }

  /** Takes a `Set-Cookie` value of an answer from `url`. One that a browser would refuse is dropped. */
  set(url: URL, field: string): void {
    const cookie = this.#read(url, field);
    if (cookie === undefined || this.#overlays(url, cookie)) return;
    const key = `${cookie.name};${cookie.domain};${cookie.hostOnly};${cookie.path}`;
    if (cookie.expires <= this.#now()) this.#cookies.delete(key);
    else this.#cookies.set(key, cookie);
  }

  /** The `Cookie` value for a request to `url`; `undefined` where there is none. Longer paths come first (§5.8.3). */
  header(url: URL): string | undefined {
    const fitting = this.cookies.filter(
      ({ domain, hostOnly, path, secure }) =>
        (hostOnly ? url.hostname === domain : domainMatches(url.hostname, domain)) &&
        pathMatches(url.pathname, path) &&
        (!secure || url.protocol === 'https:'),
    );
    if (fitting.length === 0) return undefined;
    return fitting
      .toSorted((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => (name === '' ? value : `${name}=${value}`))
      .join('; ');
  }

  /** Whether it would hide a cookie that only TLS may set (§5.7). */
  #overlays(url: URL, { name, domain, path, secure }: StoredCookie): boolean {
    if (secure || url.protocol === 'https:') return false;
    return this.cookies.some(
      (kept) =>
        kept.secure &&
        kept.name === name &&
        (domainMatches(domain, kept.domain) || domainMatches(kept.domain, domain)) &&
        pathMatches(path, kept.path),
    );
  }

  #read(url: URL, field: string): StoredCookie | undefined {
    const given = parseSetCookie(field, { decode: (text) => text });
    const { name, value = '', secure = false, httpOnly = false, sameSite, maxAge, expires } = given;
    if ((name === '' && value === '') || new TextEncoder().encode(name + value).length > MOST_BYTES) return undefined;
    const wanted = (given.domain ?? '').replace(/^\./, '').toLowerCase();
    if (wanted !== '' && !domainMatches(url.hostname, wanted)) return undefined;
    // A name of one label is a public suffix, whatever else is one: no cookie is for all below it (§5.7).
    const hostOnly = !wanted.includes('.');
    if (hostOnly && wanted !== '' && wanted !== url.hostname) return undefined;
    const path = given.path?.startsWith('/') === true ? given.path : defaultPath(url.pathname);
    const cookie: StoredCookie = {
      name,
      value,
      domain: hostOnly ? url.hostname : wanted,
      hostOnly,
      path,
      secure,
      httpOnly,
      sameSite: typeof sameSite === 'string' ? sameSite : undefined,
      expires: maxAge === undefined ? (expires?.getTime() ?? Infinity) : this.#now() + maxAge * 1000,
    };
    return isAllowed(url, cookie, given.path) ? cookie : undefined;
  }
}

const PREFIX = /^__(?:host-http|host|http|secure)-/i;

/** The rules under which a browser drops a cookie without a word (§5.7). */
function isAllowed(
  url: URL,
  { name, value, secure, hostOnly, httpOnly, sameSite }: StoredCookie,
  path?: string,
): boolean {
  if (secure && url.protocol !== 'https:') return false;
  if (sameSite === 'none' && !secure) return false;
  const prefix = PREFIX.exec(name)?.[0].toLowerCase() ?? '';
  // Without a name it would be sent as one that has a prefix.
  if (prefix === '') return name !== '' || !PREFIX.test(value);
  if (!secure) return false;
  if (prefix.includes('host') && (!hostOnly || path !== '/')) return false;
  return !prefix.includes('http') || httpOnly;
}

/** §5.1.3. An address has no domains below it. */
function domainMatches(host: string, domain: string): boolean {
  if (host === domain) return true;
  return host.endsWith(`.${domain}`) && !/^[\d.]+$|^\[/.test(host);
}

/** §5.1.4. */
function defaultPath(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

function pathMatches(requested: string, path: string): boolean {
  if (requested === path) return true;
  return requested.startsWith(path) && (path.endsWith('/') || requested[path.length] === '/');
}
