/** The servers there are, a line each. */

import type { Application } from '@tsgi/contract';
import type * as Node from '@tsgi/node';
import type { Server, ServeOptions } from '@tsgi/serving';

/** What every server exports under the name of `serve`. */
export type Serve = (app: Application, options: ServeOptions<Tls>) => Promise<Server>;

/** What every server takes for `tls`. */
export interface Tls {
  readonly key: string;
  readonly cert: string;
}

/** Which server an application runs on is one import. */
export const SERVERS: Readonly<Record<string, () => Promise<{ readonly serve: Serve }>>> = {
  server: () => import('@tsgi/server'),
  node: () => import('@tsgi/node'),
  bun: () => import('@tsgi/fetch/bun'),
  deno: () => import('@tsgi/fetch/deno'),
  'node-http2': async () => withHttp2(await import('@tsgi/node')),
};

/** The same server, which takes HTTP/2 on its port too: one option more. */
function withHttp2({ serve }: typeof Node): { readonly serve: Serve } {
  return { serve: (app, options) => serve(app, { ...options, http2: true }) };
}
