/** Keys of `exchange.state`, each with a string where it is known: how the layers of an exchange tell each other. */

import type { Exchange } from '@tsgi/contract';

/** The pattern of the route (rule M11). */
export const HTTP_ROUTE = 'http.route';
/** The user (rule M11). */
export const USER_ID = 'user.id';
/** What `requestId()` has given the exchange. */
export const REQUEST_ID = 'request.id';
/** The trace of the exchange, which `traceContext()` has continued or begun. */
export const TRACE_ID = 'trace.id';
/** The exchange itself within its trace. */
export const SPAN_ID = 'span.id';

/** The string under a key of `exchange.state`. Whatever else a layer may have put there is none. */
export function stringAt(exchange: Exchange, key: string): string | undefined {
  // Most layers leave nothing, and to look for it makes no map.
  if (exchange.hasState === false) return undefined;
  const value = exchange.state.get(key);
  return typeof value === 'string' ? value : undefined;
}
