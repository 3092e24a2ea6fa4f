import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Environ, Middleware } from '@tsgi/contract';

import { answerThrough, mergeFields } from './answer-through.ts';
import { ListenerExchange } from './listener-exchange.ts';
import { type NodeRequest, placeRequest } from './node-request.ts';
import { withStatus } from './with-status.ts';

/** Declared as a method, whose parameters are compared loosely: so middleware fits that is typed for Express's own request. */
interface Handles {
  handle(request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): unknown;
}

/** Middleware of Connect and Express. An error given to `next` is the application's; one with a status becomes an `HttpError`. */
export type ConnectHandler = Handles['handle'];

const REQUEST = 'node.request';

/**
 * Connect and Express middleware as a middleware, on every server; several run one after the other, on one response. Each
 * either answers, and the application is not called, or calls `next`. What it has set on the response goes into the
 * application's head. Where it has replaced `writeHead`, `write` or `end`, or waits for the response to be finished, the
 * application's answer is written through these; else it goes past them.
 */
export function fromConnect(...handlers: readonly ConnectHandler[]): Middleware {
  for (const handler of handlers) {
    if (typeof handler !== 'function') {
      throw new TypeError(`fromConnect(): each handler must be a function, got ${typeof handler}`);
    }
  }
  return (app) =>
    function connect(environ, startResponse) {
      const before = environ[REQUEST] as NodeRequest | undefined;
      const exchange = new ListenerExchange(environ, startResponse, before);
      const { request, response } = exchange;
      if (before === undefined) environ[REQUEST] = request;
      else placeRequest(request, environ);

      const answerPast = (): ReturnType<typeof app> =>
        app(environ, (status, headers, error) => startResponse(status, mergeFields(response, headers), error));
      let called = false;
      let passed = false;
      callInTurn(handlers, exchange, () => {
        if (!called) passed = true;
        else if (exchange.isUntouched) exchange.answerWith(answerPast);
        else exchange.answerBy(() => answerThrough(app, environ, exchange));
      });
      called = true;
      if (passed && exchange.isUntouched) return answerPast();
      if (passed) exchange.answerBy(() => answerThrough(app, environ, exchange));
      return exchange.wait();
    };
}

/** Calls one handler after the other, each when the one before calls `next`; then `onPassed`, when the last one does. */
function callInTurn(handlers: readonly ConnectHandler[], exchange: ListenerExchange, onPassed: () => void): void {
  const { request, response } = exchange;
  const step = (index: number, error?: unknown): void => {
    // What is falsy is none to Connect.
    if (error) return exchange.fail(withStatus(error));
    const handler = handlers[index];
    if (handler === undefined) return onPassed();
    let over = false;
    const next = (failure?: unknown): void => {
      if (over) return;
      over = true;
      step(index + 1, failure);
    };
    exchange.call(() => handler(request, response, next), withStatus);
  };
  step(0);
}

/**
 * The request that `fromConnect` has made of this exchange: what its middleware puts there, such as Passport's `user`.
 * @throws {Error} where there is no `fromConnect` in front.
 */
export function nodeRequest(environ: Environ): IncomingMessage {
  const request = environ[REQUEST];
  if (request === undefined) throw new Error('nodeRequest(): there is no fromConnect() in front of this application');
  return request as IncomingMessage;
}
