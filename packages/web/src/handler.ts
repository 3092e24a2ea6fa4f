import { type Application, type Body, isPromiseLike, refuseUnknownOptions, type StartResponse } from '@tsgi/contract';
import { checkProxies, type ProxyOptions } from '@tsgi/http';

import { HttpRequest } from './http-request.ts';

/** A function that answers a request with a response, which is any application. It may be asynchronous. */
export type Handler<Params = NoParams> = (request: HttpRequest<Params>) => Application | PromiseLike<Application>;

/** The parameters of a request that no router has filled. */
export interface NoParams {
  readonly [none]?: never;
}

declare const none: unique symbol;

const NO_PARAMS: NoParams = Object.freeze({});

/**
 * Makes an application of a function from a request to a response: `handler(() => text('hello'))`. Where the function
 * is synchronous and so is the response, the application is.
 * @throws {TypeError} where `fn` is not a function, or when it returns anything but an application.
 */
export function handler(fn: Handler, options: ProxyOptions = {}): Application {
  if (typeof fn !== 'function') throw new TypeError(`handler(): expected a function, got ${typeof fn}`);
  refuseUnknownOptions('handler', options, ['trustedProxies', 'forwarded']);
  const proxies = checkProxies(options, 'handler');
  return function handled(environ, startResponse) {
    return answer(fn, new HttpRequest(environ, NO_PARAMS, proxies), startResponse);
  };
}

/**
 * Calls a handler with a request, and the response that it returns with the request's environ. For routers, which
 * fill the parameters.
 * @throws {TypeError} where the handler returns anything but an application.
 */
export function answer<Params>(
  fn: Handler<Params>,
  request: HttpRequest<Params>,
  startResponse: StartResponse,
): Body | PromiseLike<Body> {
  const response: unknown = fn(request);
  if (typeof response === 'function') return (response as Application)(request.environ, startResponse);
  if (!isPromiseLike(response)) throw noApplication(fn, response);
  return response.then((settled) => {
    if (typeof settled !== 'function') throw noApplication(fn, settled);
    return (settled as Application)(request.environ, startResponse);
  });
}

function noApplication(fn: { readonly name: string }, value: unknown): TypeError {
  const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
  return new TypeError(
    `handler(): ${fn.name === '' ? 'the function' : fn.name} must return a response, such as text('…') or json({ … }), got ${got}`,
  );
}
