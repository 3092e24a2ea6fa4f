/** What stands for a `Request` whose making costs more than most handlers ask of it. */

import type { Environ } from '@tsgi/contract';

import { fetchMethod, nativeRequest } from './native-request.ts';
import { normalizedUrl } from './normalized-url.ts';
import { requestHeaders } from './request-headers.ts';

/**
 * A request that tells its method, URL, headers and signal from an environ. The runtime's own is made when anything else
 * is asked of it. It is an instance of `Request`, and has all that one has; but a runtime knows its own requests by what
 * cannot be copied, so that `new Request(request)` and `fetch(request)` refuse this one.
 */
export class LightRequest {
  readonly #environ: Environ;
  readonly #url: string;
  #normalized: string | undefined;
  #headers: Headers | undefined;
  #native: Request | undefined;

  constructor(environ: Environ, url: string) {
    this.#environ = environ;
    this.#url = url;
  }

  get method(): string {
    return fetchMethod(this.#environ);
  }

  get url(): string {
    return (this.#normalized ??= normalizedUrl(this.#url));
  }

  get headers(): Headers {
    return this.#native?.headers ?? (this.#headers ??= new Headers(requestHeaders(this.#environ)));
  }

  get signal(): AbortSignal {
    return this.#native?.signal ?? this.#environ['tsgi.exchange'].signal;
  }

  /** The runtime's own. */
  static toNative(request: LightRequest): Request {
    return (request.#native ??= nativeRequest(request.#environ, request.#url, request.#headers));
  }
}

Object.setPrototypeOf(LightRequest.prototype, Request.prototype);

// Whatever else this runtime's requests have.
for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(Request.prototype))) {
  if (name === 'constructor' || Object.hasOwn(LightRequest.prototype, name)) continue;
  const { value, enumerable = false } = property as TypedPropertyDescriptor<unknown>;
  Object.defineProperty(
    LightRequest.prototype,
    name,
    typeof value === 'function'
      ? { configurable: true, enumerable, writable: true, value: forwarded(value) }
      : {
          configurable: true,
          enumerable,
          get(this: LightRequest): unknown {
            return Reflect.get(LightRequest.toNative(this), name);
          },
        },
  );
}

function forwarded(method: Function): (this: LightRequest, ...args: readonly unknown[]) => unknown {
  return function (...args) {
    return Reflect.apply(method, LightRequest.toNative(this), args);
  };
}
