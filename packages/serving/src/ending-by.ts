import { ClientDisconnected, isPromiseLike } from '@tsgi/contract';

import type { Departure } from './answer-link.ts';
import type { ExchangeLife } from './exchange-life.ts';

/**
 * The departure of an exchange that ends by what the handler fails with: whoever has the connection cuts it off then,
 * which no client has done. That a client has gone is told by the connection.
 */
export function endingBy({ handler, ...departure }: Departure, life: Pick<ExchangeLife, 'abort'>): Departure {
  const fail = (error: unknown): never => {
    if (!(error instanceof ClientDisconnected)) life.abort(error);
    throw error;
  };
  return {
    ...departure,
    handler(connection) {
      try {
        const result = handler(connection);
        return isPromiseLike(result) ? result.then(undefined, fail) : result;
      } catch (error) {
        return fail(error);
      }
    },
  };
}
