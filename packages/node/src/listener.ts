/** The listener of a server: `node:http` or `node:https`, and HTTP/2 on the same port where it is wanted. */

import http from 'node:http';
import https from 'node:https';

import type { Limits, Timeouts } from '@tsgi/serving';

import type { ServeOptions } from './serve-options.ts';
import { ServedRequest } from './served-request.ts';

/** The longest that `node:http` waits for a whole request, in milliseconds: its own default. */
const REQUEST_MS = 300_000;

/** A server that is not listening yet. */
export function createListener(options: ServeOptions, limits: Limits, timeouts: Timeouts): http.Server {
  const common = {
    IncomingMessage: ServedRequest,
    // A request without content has no stream to run through its events. Older Nodes run through them.
    optimizeEmptyRequests: true,
    // Interim and last timeouts are looked after once in this time.
    connectionsCheckingInterval: Math.max(10, Math.min(1000, Math.floor(timeouts.headMs / 4))),
    headersTimeout: finite(timeouts.headMs),
    requestTimeout: timeouts.headMs === Infinity ? 0 : Math.max(REQUEST_MS, timeouts.headMs),
    keepAliveTimeout: finite(timeouts.idleMs),
    // Checked here, together with what else makes a host; Node would go on with the next request.
    requireHostHeader: false,
    // Node drops repeated fields of some names, and joins others; rule E20 joins them all.
    joinDuplicateHeaders: true,
    maxHeaderSize: Math.min(limits.headerBytes, 0x7fff_ffff),
    // A request that asks to leave HTTP and sends content is one like any other. Older Nodes do not ask.
    shouldUpgradeCallback: ({ headers }: http.IncomingMessage): boolean =>
      headers['content-length'] === undefined && headers['transfer-encoding'] === undefined,
  };
  const protocols = options.http2 === true ? ['h2', 'http/1.1'] : ['http/1.1'];
  const server: http.Server =
    options.tls === undefined
      ? http.createServer(common)
      : https.createServer({
          ALPNProtocols: protocols,
          handshakeTimeout: finite(timeouts.headMs) || 0x7fff_ffff,
          ...options.tls,
          ...common,
        });
  // One more, so that the one too many is seen: Node drops those beyond.
  server.maxHeadersCount = limits.headerCount + 1;
  server.maxRequestsPerSocket = finite(limits.requestsPerConnection);
  // A client that has ended its side still gets its answer (RFC 9112 §9.6). Node has had this for as long as it has had
  // servers, though it does not document it.
  (server as { httpAllowHalfOpen?: boolean }).httpAllowHalfOpen = true;
  return server;
}

/** Node's spelling of no limit is 0. */
function finite(value: number): number {
  return value === Infinity ? 0 : Math.min(value, 0x7fff_ffff);
}
