import { parseCookie } from 'cookie';

/** Cookies by name. It has no prototype to reach: a cookie may be called `__proto__`, and `constructor` is not there. */
export type Cookies = Readonly<Record<string, string | undefined>>;

const NONE: Cookies = Object.freeze(Object.create(null) as Record<string, string>);

/**
 * The cookies in a `Cookie` field (RFC 6265 §4.2). Values are percent-decoded, where that fails left as they are. Of
 * several with one name the first counts: the one with the longest path (§5.4).
 */
export function parseCookies(field: string | undefined): Cookies {
  return field === undefined || field === '' ? NONE : parseCookie(field);
}
