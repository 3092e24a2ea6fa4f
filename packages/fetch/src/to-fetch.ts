import { type Application, type ErrorStream, refuseUnknownOptions } from '@tsgi/contract';
import { blankEnviron, DEFAULT_LIMITS, Gateway, reporter, type Site } from '@tsgi/serving';

import { consoleErrors, show } from './console-errors.ts';
import type { FetchContext } from './fetch-context.ts';
import { FetchExchange, refused } from './fetch-exchange.ts';
import { readRequest } from './read-request.ts';

/** Options of `toFetch()`. */
export interface ToFetchOptions {
  /** The path that leads to this application: it is `SCRIPT_NAME`, and requests for others are answered 404. Default: `''`. */
  readonly basePath?: string;
  /** What takes `tsgi.errors`. Default: `console.error`. */
  readonly errors?: ErrorStream;
  /** The most bytes of request content; more is 413. Default: 1 GiB. */
  readonly bodyBytes?: number;
}

/** A handler as Bun, Deno, Workers and frameworks call it. For a synchronous application it returns the response itself. */
export type FetchHandler = (request: Request, context?: FetchContext) => Response | Promise<Response>;

/** An application as a Fetch handler. There are no interim responses, no trailer fields, and no files. */
export function toFetch(app: Application, options: ToFetchOptions = {}): FetchHandler {
  if (typeof app !== 'function')
    throw new TypeError(`toFetch(): the application must be a function, got ${typeof app}`);
  refuseUnknownOptions('toFetch', options, ['basePath', 'errors', 'bodyBytes']);
  const { basePath = '', errors = consoleErrors, bodyBytes = DEFAULT_LIMITS.bodyBytes } = options;
  if (basePath !== '' && !/^\/.*[^/]$/.test(basePath)) {
    throw new TypeError(`toFetch(): basePath must begin with / and not end in it, got ${JSON.stringify(basePath)}`);
  }
  const gateway = new Gateway(app, errors, reporter(errors, show));

  return function handler(request, context = {}) {
    const url = new URL(request.url);
    const environ = blankEnviron(siteOf(url, gateway), context, 'HTTP/1.1', false);
    const refusal = readRequest(environ, request, url.host, url.pathname + url.search);
    if (refusal !== undefined) return refused(refusal);
    if (basePath !== '') {
      const path = environ.PATH_INFO;
      if (path !== basePath && !path.startsWith(`${basePath}/`)) {
        return refused({ status: 404, reason: `the application is at ${basePath}` });
      }
      environ.SCRIPT_NAME = basePath;
      environ.PATH_INFO = path.slice(basePath.length);
    }
    return new FetchExchange(environ, request, gateway, bodyBytes, context).run();
  };
}

/** Where a request came to, as its URL tells. */
function siteOf(url: URL, gateway: Gateway): Site {
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  return {
    gateway,
    scheme,
    multiprocess: false,
    serverName: url.hostname.replace(/^\[|\]$/g, ''),
    serverPort: url.port === '' ? (scheme === 'https' ? '443' : '80') : url.port,
    wrapFile: undefined,
  };
}
