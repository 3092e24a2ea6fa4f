import { type Application, hasHeader, type HeaderList } from '@tsgi/contract';

import type { Head } from './response-options.ts';

/**
 * The application that answers with content which is in memory: a body that is an array, of which the server takes the
 * length. For `HEAD` it says the length itself, since nobody will look into the array (RFC 9110 §9.3.2).
 */
export function inMemory({ status, headers }: Head, content: string | Uint8Array): Application {
  return function response(environ, startResponse) {
    startResponse(status, environ.REQUEST_METHOD === 'HEAD' ? withLength(status, headers, content) : headers);
    return [content];
  };
}

function withLength(status: string, headers: HeaderList, content: string | Uint8Array): HeaderList {
  // 204, 205 and 304 have no content whatever the method, and the first two must not claim any (rule A11).
  if (/^(?:204|205|304)/.test(status) || hasHeader(headers, 'Content-Length')) return headers;
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  return [...headers, ['Content-Length', String(bytes.byteLength)]];
}

const encoder = new TextEncoder();
