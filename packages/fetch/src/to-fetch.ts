import { type Application, ClientDisconnected, type Environ, type ErrorStream } from '@tsgi/contract';
import {
  blankEnviron,
  type CheckedHead,
  DEFAULT_LIMITS,
  ExchangeLife,
  Gateway,
  isHost,
  plainAnswer,
  putField,
  readTarget,
  type Refusal,
  reporter,
  requestLine,
  Responder,
  type Site,
} from '@tsgi/serving';

import { type AnswerOwner, FetchAnswer } from './fetch-answer.ts';
import { StreamInput } from './stream-input.ts';

export interface ToFetchOptions {
  /** The path that leads to this application: it is `SCRIPT_NAME`, and requests for others are answered 404. Default: `''`. */
  readonly basePath?: string;
  /** What takes `tsgi.errors`. Default: `console.error`. */
  readonly errors?: ErrorStream;
  /** The most bytes of request content; more is 413. Default: 1 GiB. */
  readonly bodyBytes?: number;
}

/** What a runtime knows beside the request. */
export interface FetchContext {
  readonly remoteAddress?: string;
  readonly remotePort?: number;
  /** Has the runtime wait for a promise that was given to `tsgi.exchange.waitUntil`. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

/** A handler as Bun, Deno, Workers and frameworks call it. Of a synchronous application it gives the response itself. */
export type FetchHandler = (request: Request, context?: FetchContext) => Response | Promise<Response>;

const standardError: ErrorStream = {
  write: (text) => console.error(text.replace(/\n$/, '')),
  flush() {},
};

/** An application as a Fetch handler. There are no interim responses, no trailer fields, and no files. */
export function toFetch(app: Application, options: ToFetchOptions = {}): FetchHandler {
  if (typeof app !== 'function')
    throw new TypeError(`toFetch(): the application must be a function, got ${typeof app}`);
  const { basePath = '', errors = standardError, bodyBytes = DEFAULT_LIMITS.bodyBytes } = options;
  if (basePath !== '' && !/^\/.*[^/]$/.test(basePath)) {
    throw new TypeError(`toFetch(): basePath must begin with / and not end in it, got ${JSON.stringify(basePath)}`);
  }
  const gateway = new Gateway(app, errors, reporter(errors, show));

  return function handler(request, context = {}) {
    const url = new URL(request.url);
    const scheme = url.protocol === 'https:' ? 'https' : 'http';
    const site: Site = {
      gateway,
      scheme,
      multiprocess: false,
      serverName: url.hostname.replace(/^\[|\]$/g, ''),
      serverPort: url.port === '' ? (scheme === 'https' ? '443' : '80') : url.port,
      wrapFile: undefined,
    };
    const environ = blankEnviron(site, context, 'HTTP/1.1', false);
    const refusal = readRequest(environ, request, url, basePath);
    if (refusal !== undefined) return refused(refusal);
    return new FetchExchange(environ, request, gateway, bodyBytes, context).run();
  };
}

function readRequest(environ: Environ, request: Request, url: URL, basePath: string): Refusal | undefined {
  environ.REQUEST_METHOD = request.method;
  for (const [name, value] of request.headers) putField(environ, name, value);
  if (environ.HTTP_HOST === undefined || !isHost(environ.HTTP_HOST)) environ.HTTP_HOST = url.host;
  const refusal = readTarget(url.pathname + url.search, environ);
  if (refusal !== undefined || basePath === '') return refusal;
  const path = environ.PATH_INFO;
  if (path !== basePath && !path.startsWith(`${basePath}/`)) {
    return { status: 404, reason: `the application is at ${basePath}` };
  }
  environ.SCRIPT_NAME = basePath;
  environ.PATH_INFO = path.slice(basePath.length);
  return undefined;
}

class FetchExchange implements AnswerOwner {
  readonly environ: Environ;

  readonly #gateway: Gateway;
  readonly #life: ExchangeLife;
  readonly #responder: Responder<CheckedHead>;
  readonly #content: StreamInput | undefined;
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.onCancelled();
  #response: Response | undefined;
  #resolve: ((response: Response) => void) | undefined;

  constructor(environ: Environ, request: Request, gateway: Gateway, bodyBytes: number, context: FetchContext) {
    const { waitUntil } = context;
    this.environ = environ;
    this.#gateway = gateway;
    this.#signal = request.signal;
    this.#life = new ExchangeLife(
      waitUntil === undefined
        ? gateway
        : {
            waitUntil(promise) {
              gateway.waitUntil(promise);
              waitUntil(Promise.resolve(promise).then(undefined, () => {}));
            },
          },
    );
    this.#responder = new Responder(new FetchAnswer(this), this.#life, gateway);
    if (request.body === null) return;
    const announced = environ.CONTENT_LENGTH === undefined ? -1 : Number(environ.CONTENT_LENGTH);
    this.#content = new StreamInput(request.body, announced, bodyBytes);
    environ['tsgi.input'] = this.#content.input;
  }

  run(): Response | Promise<Response> {
    this.#signal.addEventListener('abort', this.#onAbort);
    this.#responder.run();
    return this.#response ?? new Promise((resolve) => (this.#resolve = resolve));
  }

  onResponse(response: Response): void {
    this.#response = response;
    this.#resolve?.(response);
  }

  onCancelled(): void {
    const gone = new ClientDisconnected();
    this.#content?.input.fail(gone);
    this.#responder.abort(gone);
    this.#life.abort(gone);
  }

  statusOf(error: unknown): number {
    const failure = this.#content?.input.failure;
    return failure !== undefined && failure === error && failure.name === 'PayloadTooLarge' ? 413 : 0;
  }

  report(error: unknown): void {
    this.#gateway.report(requestLine(this.environ), error);
  }

  onOver(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#content?.input.close();
    // Whoever waits for the answer of a client that has gone waits for nothing.
    this.#resolve?.(this.#response ?? new Response(null, { status: 499 }));
  }
}

function refused({ status, reason }: Refusal): Response {
  const answer = plainAnswer(status, reason);
  return new Response(answer.text, { status, headers: answer.headers as [string, string][] });
}

function show(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
