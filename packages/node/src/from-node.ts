import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Application } from '@tsgi/contract';

import { ListenerExchange } from './listener-exchange.ts';

/** What `http.createServer` takes: also an Express application, and `app.callback()` of Koa. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * A request listener as an application, on every server: requests and responses are Node's own, but no server of Node's
 * stands under them. `SCRIPT_NAME` is `baseUrl`, and is not in `url`, as below a mount of Express.
 *
 * What a listener throws, or rejects with, before it has sent a head, is the application's error.
 */
export function fromNode(listener: RequestListener): Application {
  if (typeof listener !== 'function') {
    throw new TypeError(`fromNode(): the listener must be a function, got ${typeof listener}`);
  }
  return function nodeApplication(environ, startResponse) {
    return new ListenerExchange(environ, startResponse).run(listener);
  };
}
