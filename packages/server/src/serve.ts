import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';

import type { Application } from '@tsgi/contract';
import { checkServeOptions, listen, resolveLimits, resolveTimeouts } from '@tsgi/serving';

import { createListener } from './listener.ts';
import type { ServeOptions } from './serve-options.ts';
import { ReferenceServer, type Server } from './server.ts';

/**
 * Serves an application over HTTP/1.1, and HTTP/1.0. Resolves once connections are accepted.
 * @throws {TypeError} for an option that is unknown or wrong.
 * @throws {Error} where it cannot listen; the message says why and what to do, `code` is the operating system's.
 */
export async function serve(app: Application, options: ServeOptions = {}): Promise<Server> {
  if (typeof app !== 'function') throw new TypeError(`serve(): the application must be a function, got ${typeof app}`);
  checkServeOptions(options);
  const limits = resolveLimits(options.limits);
  const timeouts = resolveTimeouts(options.timeouts);
  const listener = createListener(options, timeouts.headMs, (socket) => {
    if (options.tls === undefined) return server.acceptSocket(socket);
    server.handshakes.finish(socket as TLSSocket);
    server.accept(socket);
  });
  const server = new ReferenceServer(app, options, limits, timeouts, listener);
  if (options.tls !== undefined) listener.on('connection', (socket) => server.handshakes.begin(socket));
  await listen(listener, options, { lstat, unlink, connect });
  server.listensOn(listener.address());
  return server;
}
