/** Cookies that a response sets and deletes. */

import { type CookieOptions, deleteCookie, formatSetCookie } from '@tsgi/http';

/** A cookie to set: `{ set: 'theme', value: 'dark', maxAge: 3600 }`. */
export interface SetCookie extends CookieOptions {
  /** The cookie's name. */
  readonly set: string;
  readonly value: string;
}

/** A cookie to delete, with the domain and path that it was set with: `{ delete: 'theme' }`. */
export interface DeleteCookie extends Pick<CookieOptions, 'domain' | 'path' | 'secure' | 'partitioned'> {
  /** The cookie's name. */
  readonly delete: string;
}

/**
 * A cookie to set or to delete. Unless told otherwise it is for the whole site (`path: '/'`) and, when set, hidden from
 * scripts (`httpOnly: true`) and not sent along by other sites' forms (`sameSite: 'lax'`). Say `secure: true` on https.
 */
export type CookieChange = SetCookie | DeleteCookie;

/** Writes the `Set-Cookie` of a change. @throws {TypeError} for what browsers would drop without a word. */
export function formatCookieChange(change: CookieChange): string {
  if ('set' in change) {
    const { set, value, ...options } = change;
    return formatSetCookie(set, value, { path: '/', httpOnly: true, sameSite: 'lax', ...options });
  }
  const { delete: name, ...options } = change;
  return deleteCookie(name, { path: '/', ...options });
}
