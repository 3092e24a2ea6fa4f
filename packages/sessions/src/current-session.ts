import type { Environ } from '@tsgi/contract';

import { KEY, SessionExchange } from './session-exchange.ts';
import type { SessionState } from './session-state.ts';
import type { AnyValues, Session } from './session.ts';

/** An environ, or a view of one, as `HttpRequest` is. */
export type SessionSource = Environ | { readonly environ: Environ };

/**
 * The session of a request: a new, empty one where the client has none. It is looked for when it is first asked for,
 * which has to be before the response begins.
 * @throws {HttpError} 503, as what the promise rejects with, where the store does not answer.
 * @throws {Error} where `sessions()` is not in the stack.
 */
export function session<Values extends object = AnyValues>(source: SessionSource): Promise<Session<Values>> {
  const exchange = exchangeOf(source);
  if (exchange === undefined) return Promise.reject(missing('session'));
  // The types of the values are the caller's word.
  return exchange.open() as unknown as Promise<Session<Values>>;
}

/** Does `work` with what is known of the session, for the other functions of this package. */
export function withState<T>(source: SessionSource, caller: string, work: (state: SessionState) => T): Promise<T> {
  const exchange = exchangeOf(source);
  return exchange === undefined ? Promise.reject(missing(caller)) : exchange.use(work);
}

function exchangeOf(source: SessionSource): SessionExchange | undefined {
  const exchange = environOf(source)[KEY];
  return exchange instanceof SessionExchange ? exchange : undefined;
}

function missing(caller: string): Error {
  return new Error(`${caller}(): put sessions() into the stack, in front of this application`);
}

export function environOf(source: SessionSource): Environ {
  return 'environ' in source ? source.environ : source;
}
