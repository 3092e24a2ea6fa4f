/** What the head of a response says where it depends on a session. */

import { getHeader, type Header, type HeaderList, setHeader } from '@tsgi/contract';
import { formatCacheControl, mergeVary, parseCacheControl } from '@tsgi/http';

/** What became of the session of an exchange. */
export interface SessionUse {
  /** Whether it was written, or the client is told of a cookie. */
  readonly written: boolean;
  readonly cookies: readonly Header[];
}

/**
 * A head for a response that was made with a session: it depends on the cookie, is for nobody else, and where the session was
 * written is kept by nobody.
 */
export function responseHead(headers: HeaderList, { written, cookies }: SessionUse): HeaderList {
  const vary = getHeader(headers, 'Vary');
  const cacheControl = getHeader(headers, 'Cache-Control');
  const cached = written ? 'no-store' : privately(cacheControl);
  // Most heads have neither.
  if (vary === undefined && cacheControl === undefined) {
    return [...headers, ['Vary', 'Cookie'], ['Cache-Control', cached], ...cookies];
  }
  const varied = setHeader(headers, 'Vary', mergeVary(vary, 'Cookie'));
  return [...setHeader(varied, 'Cache-Control', cached), ...cookies];
}

function privately(field: string | undefined): string {
  if (field === undefined) return 'private';
  const { public: _public, 's-maxage': _shared, ...directives } = parseCacheControl(field);
  // `private="Set-Cookie"` is about one field of the response, and leaves the others to everybody (RFC 9111 §5.2.2.7).
  return formatCacheControl(directives['no-store'] === true ? directives : { ...directives, private: true });
}
