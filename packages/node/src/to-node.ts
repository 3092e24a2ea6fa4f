import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { inspect } from 'node:util';

import { type Application, type Environ, type ErrorStream, refuseUnknownOptions } from '@tsgi/contract';
import { blankEnviron, DEFAULT_LIMITS, fileWrapper, Gateway, reporter } from '@tsgi/serving';

import { refuse } from './http1-connection.ts';
import { type ExchangeOwner, Http1Exchange } from './http1-exchange.ts';
import { readFields, readRequestLine } from './http1-request.ts';
import { serveStream } from './http2-exchange.ts';
import { divideAtMount, type MountedRequest } from './mount-point.ts';
import { peerOf } from './peer.ts';
import type { Serving } from './serving.ts';
import { standardError } from './standard-error.ts';

/** Options of `toNode()`. */
export interface ToNodeOptions {
  /** What takes `tsgi.errors`. Default: standard error. */
  readonly errors?: ErrorStream;
  /** The most bytes of request content; more is 413. Default: 1 GiB. */
  readonly bodyBytes?: number;
}

/** What `node:http`, `node:http2`, Connect and Express call for a request. */
export interface NodeListener {
  (request: IncomingMessage, response: ServerResponse): void;
  (request: Http2ServerRequest, response: Http2ServerResponse): void;
}

/**
 * An application as a request listener, also for a mount of Express, Connect, Fastify or Vite: what the mount has cut
 * off the path is `SCRIPT_NAME`. Header fields that were set on the response before are sent too.
 *
 * The request's content must not have been read by a body parser in front.
 */
export function toNode(app: Application, options: ToNodeOptions = {}): NodeListener {
  if (typeof app !== 'function') throw new TypeError(`toNode(): the application must be a function, got ${typeof app}`);
  refuseUnknownOptions('toNode', options, ['errors', 'bodyBytes']);
  const { errors = standardError, bodyBytes = DEFAULT_LIMITS.bodyBytes } = options;
  if (!(bodyBytes >= 0)) throw new TypeError(`toNode(): bodyBytes must be a number from 0, got ${String(bodyBytes)}`);
  const common = {
    gateway: new Gateway(app, errors, reporter(errors, inspect)),
    bodyBytes,
    // The server in front has its own bound.
    headerCount: Infinity,
    multiprocess: false,
    wrapFile: fileWrapper(open),
  };
  const servings = new WeakMap<object, Serving>();

  return function listener(
    request: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
  ): void {
    const { socket } = request;
    let serving = servings.get(socket);
    if (serving === undefined) servings.set(socket, (serving = { ...common, ...siteOf(socket) }));
    const { originalUrl = request.url } = request as MountedRequest;
    if ('stream' in request) {
      const fields = request.rawHeaders.with(request.rawHeaders.indexOf(':path') + 1, originalUrl ?? '');
      const place = (environ: Environ): void => divideAtMount(environ, request);
      serveStream(serving, request.stream, fields, place, response as Http2ServerResponse);
      return;
    }
    const answer = response as ServerResponse;
    const http11 = request.httpVersion === '1.1';
    const environ = blankEnviron(serving, peerOf(socket), http11 ? 'HTTP/1.1' : 'HTTP/1.0', http11);
    const refusal =
      readFields(environ, request, request.headers, serving.headerCount) ??
      readRequestLine(environ, request.method, originalUrl);
    if (refusal !== undefined) return refuse(answer, refusal);
    divideAtMount(environ, request);
    const exchange = new Http1Exchange(environ, request, answer, serving, NO_CONNECTION);
    answer.on('close', () => {
      if (!answer.writableFinished) exchange.abort();
    });
    exchange.run();
  };
}

/** The server in front has the connection. */
const NO_CONNECTION: ExchangeOwner = { canLeave: false, leaveHttp() {}, onOver() {} };

function siteOf(socket: Socket): Pick<Serving, 'scheme' | 'serverName' | 'serverPort'> {
  const { localAddress, localPort } = socket;
  return {
    scheme: (socket as TLSSocket).encrypted ? 'https' : 'http',
    serverName: localAddress ?? 'localhost',
    serverPort: localPort === undefined ? '' : String(localPort),
  };
}
