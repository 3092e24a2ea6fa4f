/** What stands for the `Request` of a `GET`, whose making costs more than most handlers ask of it. */

import type { Environ } from '@tsgi/contract';

import { LightHeaders } from './light-headers.ts';
import { nativeRequest } from './native-request.ts';
import { normalizedUrl } from './normalized-url.ts';
import { standIn } from './stand-in.ts';

/**
 * A request that tells its URL, headers and signal from an environ. The runtime's own is made when anything else
 * is asked of it. It is an instance of `Request`, and has all that one has; but a runtime knows its own requests by what
 * cannot be copied, so that Node, Deno and Workers refuse this one in `new Request(request)` and `fetch(request)`.
 */
export class LightRequest {
  readonly #environ: Environ;
  readonly #url: string;
  #normalized: string | undefined;
  #headers: LightHeaders | undefined;
  #native: Request | undefined;

  /**
   * @param environ One whose method is `GET`, which has no content in Fetch. Nor has `HEAD`; but of such a one Bun, which takes
   * this one in `new Request(request, init)`, makes a `GET`.
   */
  constructor(environ: Environ, url: string) {
    this.#environ = environ;
    this.#url = url;
  }

  get method(): string {
    return 'GET';
  }

  get url(): string {
    return (this.#normalized ??= normalizedUrl(this.#url));
  }

  get headers(): Headers {
    return (this.#headers ??= new LightHeaders(this.#environ)) as object as Headers;
  }

  get signal(): AbortSignal {
    return this.#environ['tsgi.exchange'].signal;
  }

  get body(): null {
    return null;
  }

  get bodyUsed(): boolean {
    return false;
  }

  clone(): Request {
    const headers = this.#headers && LightHeaders.toNative(this.#headers);
    return nativeRequest(this.#environ, this.#url, headers);
  }

  /** The runtime's own. It is made anew where the headers have been given out: they may have been changed since. */
  static toNative(request: LightRequest): Request {
    return request.#headers === undefined ? (request.#native ??= request.clone()) : request.clone();
  }

  static is(request: object): boolean {
    return #environ in request;
  }
}

standIn(LightRequest, Request, (request) => LightRequest.toNative(request));
