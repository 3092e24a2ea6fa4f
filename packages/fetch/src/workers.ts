/** `@tsgi/fetch/workers`: applications on Cloudflare Workers, and what else calls `export default { fetch }`. */

import type { Application } from '@tsgi/contract';
import type { ServeOptions, Unable } from '@tsgi/serving';

import { checkServe } from './check-serve.ts';
import { toFetch } from './to-fetch.ts';

/** What is used of the context of a call. */
export interface WorkerContext {
  waitUntil(promise: Promise<unknown>): void;
}

/** What a worker's module has for its default. */
export interface Worker {
  fetch(request: Request, env: unknown, ctx: WorkerContext): Response | Promise<Response>;
}

const place = 'where a worker listens is said by its deployment';
const edge = 'the edge has its own bounds';

/** What a worker has no means for. */
export const UNABLE: Unable = {
  host: place,
  port: place,
  path: place,
  fd: place,
  reusePort: place,
  backlog: place,
  tls: place,
  'limits.requestLineBytes': edge,
  'limits.headerCount': edge,
  'limits.headerBytes': edge,
  'limits.chunkExtensionBytes': edge,
  'limits.requestsPerConnection': edge,
  'limits.connections': edge,
  'timeouts.headMs': edge,
  'timeouts.bodyMs': edge,
  'timeouts.bodyProgressBytes': edge,
  'timeouts.idleMs': edge,
  'timeouts.writeMs': edge,
  'timeouts.lingerMs': edge,
};

/**
 * An application as a worker: `export default serve(application)`. The environ has `workers.env`, the bindings, and
 * `workers.ctx`, the context of the call, whose `waitUntil` gets what `tsgi.exchange.waitUntil` is given.
 * @throws {TypeError} for an option that is unknown or wrong, or that a worker has no means for.
 */
export function serve(app: Application, options: ServeOptions = {}): Worker {
  checkServe(app, options, UNABLE);
  const { errors, limits } = options;
  const handler = toFetch(app, {
    ...(errors !== undefined && { errors }),
    ...(limits?.bodyBytes !== undefined && { bodyBytes: limits.bodyBytes }),
  });
  return {
    fetch(request, env, ctx) {
      let onOver: (() => void) | undefined;
      return handler(request, {
        keys: { 'workers.env': env, 'workers.ctx': ctx },
        waitUntil: (promise) => ctx.waitUntil(promise),
        // The runtime ends a call whose client has gone, but for what it waits for: else nothing deferred would run.
        onAlive: () => ctx.waitUntil(new Promise<void>((resolve) => (onOver = resolve))),
        onOver: () => onOver?.(),
      });
    },
  };
}
