/** `@tsgi/fetch/deno`: applications on Deno's own server. */

import type { Application } from '@tsgi/contract';
import { DEFAULT_HOST, DEFAULT_PORT, kindOf, type Server, type ServeOptions, type Unable } from '@tsgi/serving';

import { checkServe } from './check-serve.ts';
import { FetchServer } from './fetch-server.ts';

/** What Deno takes for `tls`: PEM. */
export interface DenoTls {
  readonly key: string;
  readonly cert: string;
}

/** An address, as Deno has them. */
interface DenoAddress {
  readonly hostname?: string;
  readonly port?: number;
}

/** What is used of a server of Deno. */
interface DenoServer {
  readonly addr: DenoAddress;
  readonly finished: Promise<void>;
  shutdown(): Promise<void>;
}

/** What is used of the global `Deno`. */
interface Deno {
  serve(
    options: object,
    handler: (request: Request, info: { readonly remoteAddr: DenoAddress }) => Response | Promise<Response>,
  ): DenoServer;
}

const none = 'Deno.serve has no such bound';
const noClock = 'Deno.serve has no clock for it';

/** What `Deno.serve` has no means for. */
export const UNABLE: Unable = {
  fd: 'Deno.serve takes no file descriptor',
  reusePort: 'Deno ends a program that asks for it without --unstable-net',
  'limits.requestLineBytes': none,
  'limits.headerCount': none,
  'limits.headerBytes': none,
  'limits.chunkExtensionBytes': none,
  'limits.requestsPerConnection': none,
  'limits.connections': none,
  'timeouts.headMs': noClock,
  'timeouts.bodyMs': noClock,
  'timeouts.bodyProgressBytes': noClock,
  'timeouts.idleMs': noClock,
  'timeouts.writeMs': noClock,
  'timeouts.lingerMs': noClock,
};

/**
 * Serves an application over `Deno.serve`. Resolves once connections are accepted.
 * @throws {TypeError} for an option that is unknown or wrong, or that `Deno.serve` has no means for.
 * @throws {Error} where it cannot listen, and where this is not Deno.
 */
export async function serve(app: Application, options: ServeOptions<DenoTls> = {}): Promise<Server> {
  checkServe(app, options, UNABLE);
  const { host = DEFAULT_HOST, port = DEFAULT_PORT, path, backlog, tls } = options;
  if (tls !== undefined && !(typeof tls.key === 'string' && typeof tls.cert === 'string')) {
    throw new TypeError(`serve(): tls must have key and cert, as PEM in strings, on Deno, got ${kindOf(tls)}`);
  }
  if (tls !== undefined && path !== undefined) {
    throw new TypeError('serve(): tls cannot be beside path on Deno, which would serve a Unix socket without it');
  }
  const { Deno: deno } = globalThis as { Deno?: Deno };
  if (deno === undefined) {
    throw new Error('serve() of @tsgi/fetch/deno: there is no Deno here: run this program by deno');
  }
  // The URL of what comes over a Unix socket names that.
  const server = new FetchServer(app, options, { http2: tls !== undefined, rawAuthority: path === undefined });
  return server.listen(() => {
    const runtime = deno.serve(
      {
        ...(path === undefined ? { hostname: host, port } : { path }),
        ...(backlog !== undefined && { tcpBacklog: backlog }),
        ...(tls !== undefined && { key: tls.key, cert: tls.cert }),
        // Deno would print where it listens, which is for the program to say.
        onListen() {},
        onError: (error: unknown) => server.failed('Deno.serve', error),
      },
      (request, { remoteAddr: { hostname, port: remotePort } }) =>
        server.handle(request, { remoteAddress: hostname, remotePort, serves: true, asksAhead: true }),
    );
    const { hostname = host, port: bound = port } = runtime.addr;
    return {
      address: path === undefined ? { address: hostname, port: bound } : null,
      stop: () => runtime.shutdown(),
      // Once it shuts down Deno takes no other order. All exchanges have been cut off, and their connections end.
      destroy() {},
    };
  });
}
