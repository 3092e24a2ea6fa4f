/** A server on a runtime that listens by itself, and calls a handler: its exchanges, and its end. */

import type { Application } from '@tsgi/contract';
import {
  blankEnviron,
  checkCloseOptions,
  type CloseOptions,
  DEFAULT_LIMITS,
  fileWrapper,
  Gateway,
  listen,
  type OpenPath,
  reporter,
  type Server,
  type ServeOptions,
  type Site,
  type SocketFiles,
  whereabouts,
} from '@tsgi/serving';

import { consoleErrors, show } from './console-errors.ts';
import { EndingExchanges } from './ending-exchanges.ts';
import type { FetchContext } from './fetch-context.ts';
import { FetchExchange, LAST, refused } from './fetch-exchange.ts';
import { LivingExchanges } from './living-exchanges.ts';
import { readRequest, refuseCoding, targetOf } from './read-request.ts';

/** What a runtime has started. */
export interface Listening {
  /** Host and port; `null` for a Unix socket. */
  readonly address: { readonly address: string; readonly port: number } | null;
  /** Stops accepting and closes idle connections; resolves when no connection is left. */
  stop(): Promise<unknown>;
  /** Destroys all connections. */
  destroy(): void;
}

/** What a runtime's requests are like. */
export interface RequestKind {
  /** Whether they may be HTTP/2's, as Deno has them over TLS. It does not tell those later that a client has left. Default: false. */
  readonly http2?: boolean;
  /** Whether they may be so, and Bun does not tell which are: none waits for the one before. Default: false. */
  readonly concurrent?: boolean;
  /** Whether the authority of their URL is that of the target, where it has one, and else `Host`'s, each as it came. Default: false. */
  readonly rawAuthority?: boolean;
}

export class FetchServer implements Server {
  url = '';
  host = '';
  port = 0;

  readonly #options: ServeOptions;
  readonly #gateway: Gateway;
  readonly #bodyBytes: number;
  readonly #living: LivingExchanges;
  /** Absent where none waits for the one before. */
  readonly #ending: EndingExchanges | undefined;
  readonly #http2: boolean;
  readonly #rawAuthority: boolean;
  /** What Deno makes up where there is no authority at all. */
  #madeUpHost = '';
  #site: Site;
  #listening: Listening | undefined;
  #closed: Promise<void> | undefined;

  constructor(app: Application, options: ServeOptions, kind: RequestKind = {}) {
    const { http2 = false, concurrent = false, rawAuthority = false } = kind;
    const { errors = consoleErrors, limits } = options;
    this.#options = options;
    this.#http2 = http2;
    this.#rawAuthority = rawAuthority;
    this.#living = new LivingExchanges(http2);
    this.#ending = concurrent ? undefined : new EndingExchanges();
    this.#gateway = new Gateway(app, errors, reporter(errors, show));
    this.#bodyBytes = limits?.bodyBytes ?? DEFAULT_LIMITS.bodyBytes;
    this.#site = this.#siteOf({ serverName: 'localhost', serverPort: '' });
  }

  /**
   * Has the runtime listen where the options say.
   * @param start Starts it, or throws; the error has the `code` of the operating system.
   * @throws {Error} that says what is in the way.
   */
  async listen(start: () => Listening): Promise<this> {
    let refuse: ((error: unknown) => void) | undefined;
    const listener = {
      once: (_event: 'error', onError: (error: unknown) => void) => (refuse = onError),
      off: () => (refuse = undefined),
      listen: (_place: object, listening: () => void) => {
        try {
          this.#listening = start();
          listening();
        } catch (error) {
          refuse?.(error);
        }
      },
    };
    const { path } = this.#options;
    await listen(listener, this.#options, path === undefined ? NO_FILES : await socketFiles());
    const { serverName, serverPort, ...place } = whereabouts(this.#site.scheme, path ?? this.#listening!.address);
    Object.assign(this, place);
    if (this.#rawAuthority) this.#madeUpHost = `localhost:${this.port}`;
    this.#site = this.#siteOf({ serverName, serverPort });
    return this;
  }

  /** @param context With `serves`. */
  handle(request: Request, context: FetchContext): Response | Promise<Response> {
    // A `Request` does not tell its version, but HTTP/1.1 has a Host, and the authority of HTTP/2 is in the URL alone.
    const http2 = this.#http2 && !request.headers.has('host');
    const environ = blankEnviron(this.#site, context, http2 ? 'HTTP/2.0' : 'HTTP/1.1', false);
    const { url } = request;
    const authority = this.#rawAuthority ? url : undefined;
    const refusal =
      readRequest(environ, request, http2 ? '' : this.#madeUpHost, targetOf(url), authority) ?? refuseCoding(environ);
    // What follows a malformed head may be anything.
    if (refusal !== undefined) return refused(refusal, ...LAST);
    return new FetchExchange(
      environ,
      request,
      this.#gateway,
      this.#bodyBytes,
      context,
      this.#living,
      this.#ending,
    ).run();
  }

  /** Answers what the runtime failed with, and reports it, if it has not been: a stream's failure has. */
  failed(what: string, error: unknown): Response {
    if (error !== undefined) this.#gateway.report(what, error);
    return new Response(null, { status: 500 });
  }

  async close(options?: CloseOptions): Promise<void> {
    const { graceMs } = checkCloseOptions(options);
    await (this.#closed ??= this.#close(graceMs));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(graceMs: number): Promise<void> {
    const listening = this.#listening;
    let stopped = false;
    const closed = this.#gateway.close({
      graceMs,
      idle: () => stopped,
      abort: () => {
        this.#living.shutDown();
        listening?.destroy();
      },
    });
    void this.#stop().finally(() => {
      stopped = true;
      this.#gateway.onProgress();
    });
    await closed;
  }

  async #stop(): Promise<void> {
    try {
      await this.#listening?.stop();
    } catch (error) {
      this.#gateway.report('the end of the server', error);
    }
  }

  #siteOf(names: Pick<Site, 'serverName' | 'serverPort'>): Site {
    const { tls, reusePort } = this.#options;
    return {
      gateway: this.#gateway,
      scheme: tls === undefined ? 'http' : 'https',
      multiprocess: reusePort === true,
      wrapFile,
      ...names,
    };
  }
}

const NO_FILES = {} as SocketFiles;

/** What these runtimes have of Node's files. */
interface Files extends Pick<SocketFiles, 'lstat' | 'unlink'> {
  readonly open: OpenPath;
}

const wrapFile = fileWrapper(async (path) => (await builtin<Files>('fs/promises')).open(path));

async function socketFiles(): Promise<SocketFiles> {
  const [files, net] = await Promise.all([builtin<Files>('fs/promises'), builtin<Pick<SocketFiles, 'connect'>>('net')]);
  return { lstat: (path) => files.lstat(path), unlink: (path) => files.unlink(path), connect: (at) => net.connect(at) };
}

/** Bun and Deno have Node's modules. Named at run time, so that this package compiles, and loads, where there are none. */
async function builtin<Module>(name: string): Promise<Module> {
  return (await import(/* @vite-ignore */ `node:${name}`)) as Module;
}
