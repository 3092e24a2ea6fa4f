/** The head of a `Request` into an environ. */

import type { Environ } from '@tsgi/contract';
import { badRequest, isHost, readTarget, type Refusal } from '@tsgi/serving';

import { readFields } from './read-fields.ts';

/** @param host What stands for a `Host` that is missing. @param target Path and query. */
export function readRequest(environ: Environ, request: Request, host: string, target: string): Refusal | undefined {
  environ.REQUEST_METHOD = request.method;
  readFields(environ, request.headers);
  environ.HTTP_HOST ??= host;
  if (!isHost(environ.HTTP_HOST)) return badRequest('the Host field holds no host (RFC 9112 §3.2)');
  return readTarget(target, environ);
}

/** Path and query of the URL that a runtime gives: it is absolute, but for clients that have said no `Host`. */
export function targetOf(url: string): string {
  const authority = url.startsWith('/') ? 0 : url.indexOf('//') + 2;
  const path = authority === 0 ? 0 : url.indexOf('/', authority);
  if (path === -1) return '/';
  const fragment = url.indexOf('#', path);
  return fragment === -1 ? url.slice(path) : url.slice(path, fragment);
}

/** The authority of an absolute URL. */
export function authorityOf(url: string): string {
  const from = url.indexOf('//') + 2;
  const to = url.indexOf('/', from);
  return to === -1 ? url.slice(from) : url.slice(from, to);
}
