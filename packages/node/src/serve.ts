import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';

import type { Application } from '@tsgi/contract';
import { checkServeOptions, kindOf, listen, resolveLimits, resolveTimeouts, type Server } from '@tsgi/serving';

import { createListener } from './listener.ts';
import { NodeServer } from './node-server.ts';
import { type ServeOptions, unableTo } from './serve-options.ts';

/**
 * Serves an application over `node:http` or, with `tls`, `node:https`; and over `node:http2` beside it, with `http2`.
 * Resolves once connections are accepted.
 * @throws {TypeError} for an option that is unknown or wrong, or that `node:http` has no means for.
 * @throws {Error} where it cannot listen; the message says why and what to do, `code` is the operating system's.
 */
export async function serve(app: Application, options: ServeOptions = {}): Promise<Server> {
  if (typeof app !== 'function') throw new TypeError(`serve(): the application must be a function, got ${typeof app}`);
  const unable = unableTo((options as ServeOptions | null)?.http2 === true);
  checkServeOptions(options, unable, ['http2']);
  const { http2 } = options;
  if (http2 !== undefined && typeof http2 !== 'boolean') {
    throw new TypeError(`serve(): http2 must be a boolean, got ${kindOf(http2)}`);
  }
  const limits = resolveLimits(options.limits, unable);
  const timeouts = resolveTimeouts(options.timeouts, unable);
  const listener = createListener(options, limits, timeouts);
  const server = new NodeServer(app, options, limits, timeouts, listener);
  await listen(listener, options, { lstat, unlink, connect });
  server.listens();
  return server;
}
