import {
  type Application,
  type Body,
  derive,
  type Environ,
  type Header,
  type HeaderList,
  isPromiseLike,
  refuseUnknownOptions,
  requestUrl,
  type StartResponse,
  status,
} from '@tsgi/contract';
import { HOP_BY_HOP, kindOf, plainAnswer } from '@tsgi/serving';

import { explained } from './explained.ts';
import { LightRequest } from './light-request.ts';
import { nativeRequest } from './native-request.ts';
import { responseBody, unsentBody } from './response-body.ts';

/** Options of `fromFetch()`. */
export interface FromFetchOptions {
  /**
   * Whether the URL of the request has `SCRIPT_NAME` in it, for handlers that know where they are mounted. Default: false,
   * and they are mounted at the top as far as they can see.
   */
  readonly keepsPrefix?: boolean;
  /**
   * Whether every request is the runtime's own `Request` from the beginning, for handlers that give it to
   * `new Request(request)` or `fetch(request)`. Default: false, and a `GET` is an instance of `Request` that costs a tenth of
   * one, and that these two refuse.
   */
  readonly nativeRequests?: boolean;
}

/**
 * A Fetch handler as an application: Hono's and h3's `app.fetch`, or any function from a `Request` to a `Response`. Beside
 * the request it is given the environ, for what a `Request` has no place for: the client's address, a session.
 */
export function fromFetch(
  handler: (request: Request, environ: Environ) => Response | PromiseLike<Response>,
  options: FromFetchOptions = {},
): Application {
  if (typeof handler !== 'function') {
    throw new TypeError(`fromFetch(): the handler must be a function, got ${typeof handler}`);
  }
  refuseUnknownOptions('fromFetch', options, ['keepsPrefix', 'nativeRequests']);
  const { keepsPrefix = false, nativeRequests = false } = options;
  return function fetchApplication(environ, startResponse) {
    const url = urlOf(environ, keepsPrefix);
    const light = !nativeRequests && environ.REQUEST_METHOD === 'GET';
    let request: Request | undefined;
    let answered: Response | PromiseLike<Response>;
    try {
      request = light ? lightRequest(environ, url) : nativeRequest(environ, url);
      answered = handler(request, environ);
    } catch (error) {
      return failed(error, request, url, startResponse);
    }
    if (!isPromiseLike(answered)) return answer(answered, environ, startResponse);
    return Promise.resolve(answered).then(
      (response) => answer(response, environ, startResponse),
      (error: unknown) => failed(error, request, url, startResponse),
    );
  };
}

/** Hosts that HTTP lets pass may be none for a URL, such as `1.2.3.999`: that is the client's fault, and nobody's to be told. */
function failed(error: unknown, request: Request | undefined, url: string, startResponse: StartResponse): Body {
  if (request !== undefined && URL.canParse(url)) throw explained(error, request);
  const refusal = plainAnswer(400, 'the Host field makes no URL (URL Standard §4.4)');
  startResponse(refusal.status, refusal.headers);
  return [refusal.text];
}

/** To a handler it is one in every way; types tell classes apart by their private parts. */
function lightRequest(environ: Environ, url: string): Request {
  return new LightRequest(environ, url) as object as Request;
}

function urlOf(environ: Environ, keepsPrefix: boolean): string {
  if (keepsPrefix || (environ.SCRIPT_NAME === '' && environ.PATH_INFO !== '')) return requestUrl(environ);
  return requestUrl(derive(environ, { SCRIPT_NAME: '', PATH_INFO: environ.PATH_INFO || '/' }));
}

function answer(response: Response, environ: Environ, startResponse: StartResponse): Body | Promise<Body> {
  checkResponse(response);
  const { status: code, statusText, body, headers } = response;
  const usual = statusText === '' || !ASCII.test(statusText);
  startResponse(usual ? status(code) : `${code} ${statusText}`, headersOf(response));
  if (body === null) return [];
  const isSent = environ.REQUEST_METHOD !== 'HEAD' && code !== 304;
  return isSent ? responseBody({ body, headers }) : unsentBody({ body, headers });
}

/** What other libraries make is a response too, of whichever class; a handler without types may give anything. */
function checkResponse(response: Partial<Response> | null | undefined): void {
  if (typeof response?.headers !== 'object') {
    throw new TypeError(`fromFetch(): the handler must give a Response, got ${kindOf(response)}`);
  }
  if (response.status === 0) {
    throw new TypeError(
      'fromFetch(): the handler gave Response.error(), which is no answer: give a Response with the status of an error',
    );
  }
  if (response.body?.locked === true) {
    throw new TypeError(
      'fromFetch(): the handler gave a Response whose content has been taken before: give a new one, or a clone',
    );
  }
}

/** Characters that a reason phrase may have (rule A5); one with others, which Fetch lets pass, is replaced by the usual one. */
const ASCII = /^[ -~]*$/;

function headersOf({ status: code, headers }: Response): HeaderList {
  const list: Header[] = [];
  for (const header of headers) {
    const name = header[0];
    const lengthless = (code === 204 || code === 205) && name === 'content-length';
    if (!HOP_BY_HOP.has(name) && !lengthless) list.push(header);
  }
  return list;
}
