/** `@tsgi/fetch/bun`: applications on Bun's own server. */

import type { Application } from '@tsgi/contract';
import {
  DEFAULT_HOST,
  DEFAULT_PORT,
  DEFAULT_TIMEOUTS,
  kindOf,
  type Server,
  type ServeOptions,
  type Unable,
} from '@tsgi/serving';

import { checkServe } from './check-serve.ts';
import type { FetchContext } from './fetch-context.ts';
import { FetchServer } from './fetch-server.ts';

/** What Bun takes for `tls`. */
export interface BunTls {
  readonly key: unknown;
  readonly cert: unknown;
  readonly ca?: unknown;
  readonly passphrase?: string;
}

/** The options of every server, and Bun's own. */
export interface BunServeOptions extends ServeOptions<BunTls> {
  /**
   * Whether HTTP/2 is served beside HTTP/1.1, on the same port: over TLS to clients that agree on `h2` (ALPN), else to
   * those that begin with its preface. `SERVER_PROTOCOL` stays `HTTP/1.1`: Bun does not tell the version. Default: false.
   */
  readonly http2?: boolean;
}

/** What is used of a server of Bun. */
interface BunServer {
  readonly hostname: string | undefined;
  readonly port: number | undefined;
  requestIP(request: Request): { readonly address: string; readonly port: number } | null;
  timeout(request: Request, seconds: number): void;
  stop(closeActiveConnections?: boolean): Promise<void>;
}

/** What is used of the global `Bun`. */
interface Bun {
  serve(options: object): BunServer;
}

const none = 'Bun.serve has no such bound';
const noClock = 'Bun.serve has no clock for it';

/** What `Bun.serve` has no means for. */
export const UNABLE: Unable = {
  fd: 'Bun.serve takes no file descriptor',
  backlog: 'Bun.serve does not let it be chosen',
  'limits.requestLineBytes': none,
  'limits.headerCount': none,
  'limits.headerBytes': 'Bun has one for the whole process, --max-http-header-size',
  'limits.chunkExtensionBytes': none,
  'limits.requestsPerConnection': none,
  'limits.connections': none,
  'timeouts.headMs': noClock,
  'timeouts.bodyMs': noClock,
  'timeouts.bodyProgressBytes': noClock,
  'timeouts.writeMs': noClock,
  'timeouts.lingerMs': noClock,
};

/** The longest that Bun's clock of idle connections goes, in milliseconds. */
const MOST_IDLE_MS = 255_000;

/**
 * Serves an application over `Bun.serve`. Resolves once connections are accepted.
 * @throws {TypeError} for an option that is unknown or wrong, or that `Bun.serve` has no means for.
 * @throws {Error} where it cannot listen, and where this is not Bun.
 */
export async function serve(app: Application, options: BunServeOptions = {}): Promise<Server> {
  const { http2 = false, ...common } = options;
  if (typeof http2 !== 'boolean') throw new TypeError(`serve(): http2 must be a boolean, got ${kindOf(http2)}`);
  checkServe(app, common, UNABLE);
  const { host = DEFAULT_HOST, port = DEFAULT_PORT, path, reusePort = false, tls } = common;
  const idleTimeout = idleSeconds(common.timeouts?.idleMs ?? DEFAULT_TIMEOUTS.idleMs);
  if (tls !== undefined && !('key' in tls && 'cert' in tls)) {
    throw new TypeError(`serve(): tls must have key and cert on Bun, got ${kindOf(tls)}`);
  }
  const { Bun: bun } = globalThis as { Bun?: Bun };
  if (bun === undefined) throw new Error('serve() of @tsgi/fetch/bun: there is no Bun here: run this program by bun');
  const server = new FetchServer(app, common, { concurrent: http2 });

  function fetch(request: Request, runtime: BunServer): Response | Promise<Response> {
    return server.handle(request, new BunContext(runtime, request, idleTimeout));
  }

  return server.listen(() => {
    const runtime = bun.serve({
      ...(path === undefined ? { hostname: host, port } : { unix: path }),
      ...(tls !== undefined && { tls }),
      reusePort,
      http2,
      idleTimeout,
      // The bound on content is tsgi.input's, which tells the application.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      development: false,
      fetch,
      error: (error: unknown) => server.failed('Bun.serve', error),
    });
    return {
      address: path === undefined ? { address: runtime.hostname ?? host, port: runtime.port ?? port } : null,
      stop: () => runtime.stop(),
      destroy: () => void runtime.stop(true),
    };
  });
}

/** What Bun knows besides a request. Bun counts a connection as idle while its application works: that clock is stopped. */
class BunContext implements FetchContext {
  readonly serves = true;
  readonly saysClose = true;
  readonly tellsLate = true;
  readonly takesDirectly = true;
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;

  readonly #runtime: BunServer;
  readonly #request: Request;
  readonly #idleSeconds: number;

  constructor(runtime: BunServer, request: Request, idleTimeout: number) {
    const peer = runtime.requestIP(request);
    this.remoteAddress = peer?.address;
    this.remotePort = peer?.port;
    this.#runtime = runtime;
    this.#request = request;
    this.#idleSeconds = idleTimeout;
  }

  onAlive(): void {
    this.#runtime.timeout(this.#request, 0);
  }

  onOver(): void {
    this.#runtime.timeout(this.#request, this.#idleSeconds);
  }
}

/** Bun counts whole seconds, and 0 is for ever. */
function idleSeconds(idleMs: number): number {
  if (idleMs === Infinity) return 0;
  if (idleMs > MOST_IDLE_MS) {
    throw new TypeError(
      `serve(): timeouts.idleMs must be at most ${MOST_IDLE_MS}, or Infinity, on Bun, got ${String(idleMs)}`,
    );
  }
  return Math.ceil(idleMs / 1000);
}
