/** Request heads as `node:http` gives them: into an environ, or refused (RFC 9112 §3, RFC 9110 §7.2). */

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

import type { Environ } from '@tsgi/contract';
import { badRequest, isHost, putField, readTarget, type Refusal } from '@tsgi/serving';

/**
 * Fills `environ` from the header fields of a request. What `node:http` takes and two parsers could read differently is
 * refused here.
 * @param fields As Node has read them, names and values in turns; or as it has joined them, and layers in front have
 * changed them.
 * @param mostFields The most header fields.
 * @returns why the request is refused, or `undefined`.
 */
export function readFields(
  environ: Environ,
  request: IncomingMessage,
  fields: readonly string[] | IncomingHttpHeaders,
  mostFields: number,
): Refusal | undefined {
  const { rawHeaders, httpVersion } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    return { status: 505, reason: 'only HTTP/1.1 and HTTP/1.0 are served (RFC 9110 §15.6.6)' };
  }
  if (rawHeaders.length > mostFields * 2) return { status: 431, reason: 'there are too many header fields' };
  if (Array.isArray(fields)) putInTurns(environ, fields);
  else putJoined(environ, fields as IncomingHttpHeaders);
  const host = environ.HTTP_HOST;
  // Two of them have been joined by a comma and a space, which no host has.
  if (host === undefined ? httpVersion === '1.1' : !isHost(host)) {
    return badRequest('Host must be there once, and be a host (RFC 9112 §3.2)');
  }
  const coding = environ.HTTP_TRANSFER_ENCODING;
  if (coding !== undefined) {
    if (httpVersion === '1.0') return badRequest('HTTP/1.0 knows no transfer coding (RFC 9112 §6.1)');
    if (coding.toLowerCase() !== 'chunked') return { status: 501, reason: 'only chunked is known (RFC 9112 §6.1)' };
  }
  return undefined;
}

function putInTurns(environ: Environ, fields: readonly string[]): void {
  for (let i = 0; i < fields.length; i += 2) putField(environ, fields[i]!, fields[i + 1]!);
}

function putJoined(environ: Environ, headers: IncomingHttpHeaders): void {
  for (const name in headers) {
    const value = headers[name]!;
    putField(environ, name, typeof value === 'string' ? value : value.join(', '));
  }
}

/** Fills `environ` from a method and a target. @returns why the request is refused, or `undefined`. */
export function readRequestLine(environ: Environ, method = '', target = ''): Refusal | undefined {
  environ.REQUEST_METHOD = method;
  return readTarget(target, environ);
}

/** The bytes of content that follow; -1 where that is not known. */
export function announcedLength(environ: Environ): number {
  if (environ.HTTP_TRANSFER_ENCODING !== undefined) return -1;
  return environ.CONTENT_LENGTH === undefined ? 0 : Number(environ.CONTENT_LENGTH);
}
