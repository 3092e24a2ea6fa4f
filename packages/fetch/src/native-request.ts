import type { Environ } from '@tsgi/contract';
import { emptyInput } from '@tsgi/serving';

import { requestHeaders } from './request-headers.ts';

/** Methods that Fetch spells in capitals, however they were given. */
const NORMALIZED: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

/** The method of a request as Fetch has it. */
function fetchMethod({ REQUEST_METHOD: method }: Environ): string {
  if (NORMALIZED.has(method)) return method;
  const upper = method.toUpperCase();
  return NORMALIZED.has(upper) ? upper : method;
}

/**
 * The request of an environ as the runtime's own `Request`; its content is asked for as it is read.
 * @param headers Take the place of the environ's.
 */
export function nativeRequest(
  environ: Environ,
  url: string,
  headers: Headers | Record<string, string> = requestHeaders(environ),
): Request {
  const method = fetchMethod(environ);
  const { signal } = environ['tsgi.exchange'];
  // Whoever passes on a body, though an empty one, announces content: so there is none where none came.
  if (method === 'GET' || method === 'HEAD' || environ['tsgi.input'] === emptyInput) {
    return new Request(url, { method, headers, signal });
  }
  // A request whose content streams has to say so, though the types of browsers do not know it.
  const streaming: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal,
    body: contentOf(environ),
    duplex: 'half',
  };
  return new Request(url, streaming);
}

function contentOf(environ: Environ): ReadableStream<Uint8Array> {
  let reads: AsyncIterator<Uint8Array, undefined> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        reads ??= environ['tsgi.input'][Symbol.asyncIterator]();
        const { done, value } = await reads.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => environ['tsgi.input'].close(),
    },
    { highWaterMark: 0 },
  );
}
