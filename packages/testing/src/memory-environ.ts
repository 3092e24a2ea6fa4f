import type { Environ } from '@tsgi/contract';
import { readTarget, type Refusal } from '@tsgi/serving';

import { environ } from './environ.ts';
import type { OutgoingRequest } from './transport.ts';

/**
 * The environ of a request, as a server would make it.
 * @returns why a server refuses it, where its target cannot be served (rules S52, S55).
 */
export function memoryEnviron(request: OutgoingRequest, given: Partial<Environ>): Environ | Refusal {
  const { method, target, url, headers } = request;
  const fields: Record<string, string> = {};
  for (const [name, value] of headers) {
    // A name with `_` would be taken for the one with `-` (rule E21).
    if (name.includes('_')) continue;
    const key = keyOf(name);
    const before = fields[key];
    fields[key] = before === undefined ? value : `${before}${key === 'HTTP_COOKIE' ? '; ' : ', '}${value}`;
  }
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const made = environ({
    HTTP_HOST: url.host,
    ...fields,
    REQUEST_METHOD: method,
    PATH_INFO: '',
    SERVER_NAME: url.hostname.replace(/^\[|\]$/g, ''),
    SERVER_PORT: url.port || (scheme === 'https' ? '443' : '80'),
    'tsgi.url_scheme': scheme,
    ...given,
  });
  return readTarget(target, made) ?? made;
}

function keyOf(name: string): string {
  const key = name.toUpperCase().replaceAll('-', '_');
  return key === 'CONTENT_TYPE' || key === 'CONTENT_LENGTH' ? key : `HTTP_${key}`;
}
