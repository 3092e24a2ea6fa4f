import { type Body, derive, disposeBody, isPromiseLike, type Middleware } from '@tsgi/contract';

import { KEY, SessionExchange } from './session-exchange.ts';
import { SessionSettings, type SessionsOptions } from './session-settings.ts';

/**
 * Gives each request a session, which `session(environ)` asks for. It is saved once, when the application has answered and
 * before the head is sent: if it was changed, unless the application has failed. A request that does not ask for
 * it passes through as if nothing were there.
 * @throws {TypeError} for an option that is not right, and for secrets of less than 32 bytes.
 */
export function sessions(options: SessionsOptions = {}): Middleware {
  const settings = new SessionSettings(options);
  return function sessionsLayer(app) {
    return function withSession(environ, startResponse) {
      const exchange = new SessionExchange(settings, environ, startResponse);
      let inner = environ;
      // Another layer's key keeps its value (rule A20): the session within is the inner one's.
      if (environ[KEY] === undefined) environ[KEY] = exchange;
      else inner = derive(environ, { [KEY]: exchange });
      let result: Body | PromiseLike<Body>;
      try {
        result = app(inner, (status, headers, error) => exchange.start(status, headers, error));
      } catch (error) {
        exchange.fail();
        throw error;
      }
      if (!isPromiseLike(result)) return settle(exchange, result);
      return result.then(
        (body) => settle(exchange, body),
        (error: unknown) => {
          exchange.fail();
          throw error;
        },
      );
    };
  };
}

function settle(exchange: SessionExchange, body: Body): Body | Promise<Body> {
  try {
    const finished = exchange.finish();
    if (finished === undefined) return body;
    return finished.then(
      () => body,
      (error: unknown) => abandon(exchange, body, error),
    );
  } catch (error) {
    return abandon(exchange, body, error);
  }
}

/** Nobody else disposes of a body that goes no further (rule S32). */
async function abandon(exchange: SessionExchange, body: Body, error: unknown): Promise<never> {
  exchange.fail();
  await disposeBody(body);
  throw error;
}
