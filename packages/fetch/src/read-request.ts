/** The head of a `Request` into an environ. */

import type { Environ } from '@tsgi/contract';
import { badRequest, isHost, readTarget, type Refusal } from '@tsgi/serving';

import { readFields } from './read-fields.ts';

/**
 * @param host What stands for a `Host` that is missing; beside `url`, what a runtime has made up in its place.
 * @param target Path and query.
 * @param url The URL, where its authority is that of the target, if that has one, and else `Host`'s, each as it came.
 */
export function readRequest(
  environ: Environ,
  request: Request,
  host: string,
  target: string,
  url?: string,
): Refusal | undefined {
  environ.REQUEST_METHOD = request.method;
  readFields(environ, request.headers);
  environ.HTTP_HOST ??= url === undefined ? host : isAt(url, host) ? '' : authorityOf(url);
  if (!isHost(environ.HTTP_HOST)) return badRequest('the Host field holds no host (RFC 9112 §3.2)');
  const absolute = url !== undefined && environ.HTTP_HOST !== '' && !isAt(url, environ.HTTP_HOST);
  return readTarget(absolute ? url : target, environ);
}

/** Whether `host` is the authority of an absolute URL. */
function isAt(url: string, host: string): boolean {
  const from = url.indexOf('//') + 2;
  return url.startsWith(host, from) && url[from + host.length] === '/';
}

/** Refuses content in another coding than `chunked`, which runtimes let through: to them it frames, to an application it would be noise. */
export function refuseCoding({ HTTP_TRANSFER_ENCODING: coding }: Environ): Refusal | undefined {
  if (coding === undefined || coding.toLowerCase() === 'chunked') return undefined;
  return { status: 501, reason: 'only chunked is known (RFC 9112 §6.1)' };
}

/** Path and query of the URL that a runtime gives: it is absolute, but for clients that have said no `Host`. */
export function targetOf(url: string): string {
  const authority = url.startsWith('/') ? 0 : url.indexOf('//') + 2;
  const path = authority === 0 ? 0 : url.indexOf('/', authority);
  return path === -1 ? '/' : url.slice(path);
}

/** The authority of an absolute URL. */
export function authorityOf(url: string): string {
  const from = url.indexOf('//') + 2;
  const to = url.indexOf('/', from);
  return to === -1 ? url.slice(from) : url.slice(from, to);
}
