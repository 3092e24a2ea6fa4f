import { canonicalPath, type Environ } from '@tsgi/contract';

import { environ } from './environ.ts';
import type { OutgoingRequest } from './transport.ts';

/**
 * The environ of a request, as a server would make it.
 * @returns `undefined` for a path that has no canonical form, which a server answers with 400 (rule S52).
 */
export function memoryEnviron(request: OutgoingRequest, given: Partial<Environ>): Environ | undefined {
  const { method, target, url, headers } = request;
  const mark = target.indexOf('?');
  const path = target === '*' ? '' : canonicalPath(mark < 0 ? target : target.slice(0, mark));
  if (path === undefined) return undefined;
  const fields: Record<string, string> = {};
  for (const [name, value] of headers) {
    // A name with `_` would be taken for the one with `-` (rule E21).
    if (name.includes('_')) continue;
    const key = keyOf(name);
    const before = fields[key];
    fields[key] = before === undefined ? value : `${before}${key === 'HTTP_COOKIE' ? '; ' : ', '}${value}`;
  }
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  return environ({
    HTTP_HOST: url.host,
    ...fields,
    REQUEST_METHOD: method,
    PATH_INFO: path,
    QUERY_STRING: mark < 0 ? '' : target.slice(mark + 1),
    REQUEST_URI: target,
    SERVER_NAME: url.hostname.replace(/^\[|\]$/g, ''),
    SERVER_PORT: url.port || (scheme === 'https' ? '443' : '80'),
    'tsgi.url_scheme': scheme,
    ...given,
  });
}

function keyOf(name: string): string {
  const key = name.toUpperCase().replaceAll('-', '_');
  return key === 'CONTENT_TYPE' || key === 'CONTENT_LENGTH' ? key : `HTTP_${key}`;
}
