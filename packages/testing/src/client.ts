import { type Application, getHeader, type HeaderList, refuseUnknownOptions } from '@tsgi/contract';

import { CookieJar } from './cookie-jar.ts';
import { inMemory } from './in-memory.ts';
import { headerList, prepareRequest } from './prepare-request.ts';
import { redirectOf } from './redirect-of.ts';
import type { RequestOptions } from './request-options.ts';
import { TestResponse } from './test-response.ts';
import type { OutgoingRequest, Transport } from './transport.ts';

/** Options of `client()`. */
export interface ClientOptions {
  /** Header fields of each request. Default: none but `Host`. */
  readonly headers?: RequestOptions['headers'];
  /** In memory, the origin that the application is reached by. Default: `http://localhost`. */
  readonly origin?: string;
  /** In memory, whether each exchange runs through the validator, and fails where a rule is broken. Default: true. */
  readonly validate?: boolean;
  /** What keeps the cookies. Default: a jar of the client's own. */
  readonly cookies?: CookieJar;
}

const OPTIONS: readonly string[] = ['headers', 'origin', 'validate', 'cookies'];
/** How many redirects `follow: true` follows; as many as browsers do. */
const MOST_REDIRECTS = 20;

/**
 * A client for tests: of an application, in memory; of a server, at the URL given. Both are one interface.
 * @throws {TypeError} for what is neither, and for an option that is unknown or wrong.
 */
export function client(target: Application | string | URL, options: ClientOptions = {}): TestClient {
  refuseUnknownOptions('client', options, OPTIONS);
  const { headers, origin = 'http://localhost', validate = true, cookies = new CookieJar() } = options;
  if (typeof target === 'function') {
    return new TestClient(inMemory(target, validate), urlOf(origin), headerList(headers), cookies);
  }
  return new TestClient(overSocket, urlOf(target), headerList(headers), cookies);
}

/** Loaded only where it is used, so that the rest runs where there is no Node. */
const overSocket: Transport = async (request) => (await import('./over-socket.ts')).overSocket(request);

function urlOf(target: unknown): URL {
  if (target instanceof URL || (typeof target === 'string' && URL.canParse(target))) {
    const url = new URL(target);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  }
  throw new TypeError(`client(): expected an application, or an http or https URL, got ${String(target)}`);
}

/** One client, with its cookies: what one browser is. */
export class TestClient {
  /** The cookies that answers have set, and requests send. */
  readonly cookies: CookieJar;
  readonly #transport: Transport;
  readonly #base: URL;
  readonly #headers: HeaderList;

  constructor(transport: Transport, base: URL, headers: HeaderList, cookies: CookieJar) {
    this.#transport = transport;
    this.#base = base;
    this.#headers = headers;
    this.cookies = cookies;
  }

  get(target: string, options?: RequestOptions): Promise<TestResponse> {
    return this.request('GET', target, options);
  }

  head(target: string, options?: RequestOptions): Promise<TestResponse> {
    return this.request('HEAD', target, options);
  }

  post(target: string, options?: RequestOptions): Promise<TestResponse> {
    return this.request('POST', target, options);
  }

  put(target: string, options?: RequestOptions): Promise<TestResponse> {
    return this.request('PUT', target, options);
  }

  patch(target: string, options?: RequestOptions): Promise<TestResponse> {
    return this.request('PATCH', target, options);
  }

  delete(target: string, options?: RequestOptions): Promise<TestResponse> {
    return this.request('DELETE', target, options);
  }

  options(target: string, options?: RequestOptions): Promise<TestResponse> {
    return this.request('OPTIONS', target, options);
  }

  trace(target: string, options?: RequestOptions): Promise<TestResponse> {
    return this.request('TRACE', target, options);
  }

  /**
   * Sends a request with any method. Resolves when the head of the answer is there; its content is read from the response.
   * @param target A path, which is sent as it is, or a URL.
   */
  async request(method: string, target: string, options: RequestOptions = {}): Promise<TestResponse> {
    const { follow = false } = options;
    let left = follow === true ? MOST_REDIRECTS : Number(follow);
    let request = await prepareRequest(this.#base, this.#headers, method, target, options);
    const redirects: TestResponse[] = [];
    for (;;) {
      const response = await this.#exchange(request, redirects);
      const redirect = left > 0 ? redirectOf(request, response.status, response.header('Location')) : undefined;
      if (redirect === undefined) return response;
      left--;
      await response.bytes();
      redirects.push(response);
      const { url, headers, keepsContent } = redirect;
      const { content, signal } = request;
      if (keepsContent && content !== undefined && !(content instanceof Uint8Array)) {
        throw new TypeError(`a ${response.status} asks for streamed content a second time, and it is gone`);
      }
      request = {
        method: redirect.method,
        url,
        target: `${url.pathname}${url.search}`,
        headers: [['Host', url.host], ...headers],
        ...(keepsContent && content !== undefined && { content }),
        ...(signal !== undefined && { signal }),
      };
    }
  }

  async #exchange(request: OutgoingRequest, redirects: readonly TestResponse[]): Promise<TestResponse> {
    const cookie = this.cookies.header(request.url);
    const given = getHeader(request.headers, 'Cookie');
    const headers: HeaderList =
      cookie === undefined || given !== undefined ? request.headers : [...request.headers, ['Cookie', cookie]];
    const sent = { ...request, headers };
    sent.signal?.throwIfAborted();
    const started = performance.now();
    const reply = await this.#transport(sent);
    for (const [name, value] of reply.headers) {
      if (name.toLowerCase() === 'set-cookie') this.cookies.set(request.url, value);
    }
    return new TestResponse(sent, reply, started, [...redirects]);
  }
}
