import {
  type Application,
  type Environ,
  type HeaderList,
  refuseUnknownOptions,
  requestUrl,
  type Status,
  status,
  streamBody,
} from '@tsgi/contract';
import { HOP_BY_HOP } from '@tsgi/serving';

export interface FromFetchOptions {
  /**
   * Whether the URL of the request has `SCRIPT_NAME` in it, for handlers that know where they are mounted. Default: false,
   * and they are mounted at the top as far as they can see.
   */
  readonly keepsPrefix?: boolean;
}

/** A Fetch handler as an application: Hono's and h3's `app.fetch`, or any function from a `Request` to a `Response`. */
export function fromFetch(
  handler: (request: Request) => Response | PromiseLike<Response>,
  options: FromFetchOptions = {},
): Application {
  if (typeof handler !== 'function') {
    throw new TypeError(`fromFetch(): the handler must be a function, got ${typeof handler}`);
  }
  refuseUnknownOptions('fromFetch', options, ['keepsPrefix']);
  const { keepsPrefix = false } = options;
  return async function fetchApplication(environ, startResponse) {
    const response = await handler(requestOf(environ, keepsPrefix));
    const { status: code, statusText, body } = response;
    const line: Status = statusText === '' ? status(code) : `${code} ${statusText}`;
    startResponse(line, headersOf(response));
    return body === null ? [] : streamBody(body);
  };
}

function requestOf(environ: Environ, keepsPrefix: boolean): Request {
  const { REQUEST_METHOD: method } = environ;
  const headers = new Headers();
  for (const key in environ) {
    const name = key.startsWith('HTTP_') ? key.slice(5) : key.startsWith('CONTENT_') ? key : undefined;
    const value = (environ as unknown as Record<string, unknown>)[key];
    if (name !== undefined && typeof value === 'string') headers.append(name.replaceAll('_', '-'), value);
  }
  const place = keepsPrefix ? environ : { ...environ, SCRIPT_NAME: '', PATH_INFO: environ.PATH_INFO || '/' };
  const { signal } = environ['tsgi.exchange'];
  if (method === 'GET' || method === 'HEAD') return new Request(requestUrl(place), { method, headers, signal });
  // What streams has to say so, though the types of browsers do not know it.
  const streaming: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal,
    body: contentOf(environ),
    duplex: 'half',
  };
  return new Request(requestUrl(place), streaming);
}

/** The content, asked for as it is read. */
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

function headersOf({ status: code, headers }: Response): HeaderList {
  const list: [string, string][] = [];
  for (const [name, value] of headers) {
    const lengthless = (code === 204 || code === 205) && name === 'content-length';
    if (!HOP_BY_HOP.has(name) && !lengthless) list.push([name, value]);
  }
  return list;
}
