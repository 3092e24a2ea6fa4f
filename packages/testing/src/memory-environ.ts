import type { Environ } from '@tsgi/contract';
import { putField, readTarget, type Refusal, unknownExpectation } from '@tsgi/serving';

import { environ } from './environ.ts';
import type { OutgoingRequest } from './transport.ts';

/**
 * The environ of a request, as a server would make it.
 * @returns why a server refuses it, where its target cannot be served (rules S52, S55) or its expectation be met.
 */
export function memoryEnviron({ method, target, url, headers }: OutgoingRequest): Environ | Refusal {
  const fields: Partial<Environ> = {};
  for (const [name, value] of headers) putField(fields as Environ, name, value);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const made = environ({
    HTTP_HOST: url.host,
    ...fields,
    REQUEST_METHOD: method,
    PATH_INFO: '',
    SERVER_NAME: url.hostname.replace(/^\[|\]$/g, ''),
    SERVER_PORT: url.port || (scheme === 'https' ? '443' : '80'),
    'tsgi.url_scheme': scheme,
  });
  const { HTTP_EXPECT: expect } = made;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') return unknownExpectation;
  return readTarget(target, made) ?? made;
}
