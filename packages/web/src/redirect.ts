import type { Application } from '@tsgi/contract';

import { empty } from './empty.ts';
import type { ResponseOptions } from './response-options.ts';

/** Options of `redirect`. */
export interface RedirectOptions extends Omit<ResponseOptions, 'status'> {
  /**
   * 303 has the client `GET` the other page, 307 and 308 repeat the request there as it was, 301 and 308 are for ever
   * (RFC 9110 §15.4). Default: 303, which is right after a form and anywhere else but there.
   */
  readonly status?: 301 | 302 | 303 | 307 | 308;
}

const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends the client to another page: of this site where it is text (`/entries/7`, `?page=2`), of any where it is a
 * `URL`. So text that came in with the request cannot lead anywhere else, as `//evil.example` would.
 *
 * A path is meant from the root of the host: in an application that may be mounted put `request.prefix` before it.
 * @throws {TypeError} for text that leads off the site, as browsers read it, and for control characters.
 * @throws {RangeError} for a status that redirects nowhere.
 */
export function redirect(to: string | URL, options: RedirectOptions = {}): Application {
  const { status = 303 } = options;
  if (!STATUSES.has(status))
    throw new RangeError(`redirect(): status must be 301, 302, 303, 307 or 308, got ${status}`);
  const headers = (options.headers ?? []).filter(([name]) => name.toLowerCase() !== 'location');
  const location = to instanceof URL ? to.href : localReference(to);
  return empty({ ...options, status, headers: [['Location', location], ...headers] });
}

/** Text as a reference within this site, in ASCII. */
function localReference(text: string): string {
  // Browsers drop tabs and line breaks, also in `/\t/evil.example`, and spaces before the scheme.
  // oxlint-disable-next-line no-control-regex -- they are what it is about
  if (typeof text !== 'string' || /[\x00-\x1f\x7f]|^ /.test(text)) {
    throw new TypeError(`redirect(): expected a path without control characters, got ${JSON.stringify(text)}`);
  }
  // A backslash is a slash to browsers (URL Standard §4.4), and two at the start are followed by a host.
  if (/^(?:[/\\]{2}|[a-z][a-z\d+.-]*:)/i.test(text)) {
    throw new TypeError(`redirect(): ${JSON.stringify(text)} may lead to another site: pass a URL where that is meant`);
  }
  return text.toWellFormed().replaceAll(/[^\x21-\x7e]+/g, encodeURIComponent);
}
