/** Request heads as `node:http2` gives them: into an environ, or refused (RFC 9113 §8.3.1). */

import type { Environ } from '@tsgi/contract';
import { badRequest, isHost, putField, readTarget, type Refusal } from '@tsgi/serving';

/**
 * Fills `environ` from the fields of a stream, names and values in turns. What nghttp2 has let through keeps its rules:
 * pseudo-header fields once and first, lower-case names, no connection-specific fields.
 * @returns why the request is refused, or `undefined`.
 */
export function readStream(environ: Environ, fields: readonly string[], mostFields: number): Refusal | undefined {
  let path = '';
  let authority: string | undefined;
  let count = 0;
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!;
    const value = fields[i + 1]!;
    if (name === ':method') environ.REQUEST_METHOD = value;
    else if (name === ':path') path = value;
    else if (name === ':authority') authority = value;
    else if (name === ':scheme') continue;
    else if (++count > mostFields) return { status: 431, reason: 'there are too many header fields' };
    else putField(environ, name, value);
  }
  const host = environ.HTTP_HOST;
  if (authority !== undefined && host !== undefined && host !== authority) {
    return badRequest('Host is another than :authority (RFC 9113 §8.3.1)');
  }
  const asked = authority ?? host;
  if (asked !== undefined) environ.HTTP_HOST = asked;
  if (environ.REQUEST_METHOD !== 'CONNECT' && (asked === undefined || !isHost(asked))) {
    return badRequest('the request names no valid host (RFC 9113 §8.3.1)');
  }
  return readTarget(path, environ);
}
