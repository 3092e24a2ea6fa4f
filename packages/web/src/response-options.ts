/** What every response lets be said about its head. */

import { hasHeader, status as statusLine, type Header, type HeaderList, type Status } from '@tsgi/contract';

import { type CookieChange, formatCookieChange } from './cookie-change.ts';

/** What stands around the content of a response. */
export interface ResponseOptions {
  /** The status code. Default: what the response's function says, mostly 200. */
  readonly status?: number;
  /** Header fields. One of the response's own name takes its place; there can be several of a name. Default: none. */
  readonly headers?: HeaderList;
  /** Cookies to set and to delete. Default: none. */
  readonly cookies?: readonly CookieChange[];
}

/** A head, ready for `startResponse`: made with the response, not with the exchange. */
export interface Head {
  readonly status: Status;
  readonly headers: HeaderList;
}

/**
 * Makes the head of a response of its defaults and its options.
 * @throws {RangeError} for a status that is not an integer from 200 to 599.
 * @throws {TypeError} for a cookie that cannot be written.
 */
export function makeHead(status: number, headers: HeaderList, options: ResponseOptions | undefined): Head {
  if (options === undefined) return { status: codeLine(status), headers };
  const given = options.headers;
  const all: Header[] = given === undefined ? [...headers] : headers.filter(([name]) => !hasHeader(given, name));
  if (given !== undefined) all.push(...given);
  for (const change of options.cookies ?? []) all.push(['Set-Cookie', formatCookieChange(change)]);
  return { status: codeLine(options.status ?? status), headers: all };
}

function codeLine(code: number): Status {
  // 1xx are the server's to send: they end no exchange (rule A5).
  if (code < 200) throw new RangeError(`a response must have a status from 200 to 599, got ${code}`);
  return statusLine(code);
}
