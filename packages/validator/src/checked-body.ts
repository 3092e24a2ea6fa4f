import type { Body, Chunk } from '@tsgi/contract';

import { checkOutcome } from './check-outcome.ts';
import { CheckedDisposal } from './checked-disposal.ts';
import type { CheckedExchange } from './checked-exchange.ts';
import { CheckedIteration } from './checked-iteration.ts';

/** A body that checks whoever reads it, and what it yields. It has the iterators and dispose methods that `body` has. */
export function checkedBody(exchange: CheckedExchange, body: Body): Body {
  const iteration = new CheckedIteration(exchange);
  const disposal = new CheckedDisposal(exchange, body, () => iteration.checkDisposed());
  const checked: Partial<Iterable<Chunk> & AsyncIterable<Chunk>> = {};
  if (Symbol.iterator in body) {
    checked[Symbol.iterator] = () => {
      iteration.begin();
      return iteration.readSync(body[Symbol.iterator]());
    };
  }
  if (Symbol.asyncIterator in body) {
    checked[Symbol.asyncIterator] = () => {
      if (Symbol.iterator in body) {
        exchange.seam.breach('S16', 'iterated a body asynchronously that can be iterated synchronously');
      }
      iteration.begin();
      return iteration.readAsync(body[Symbol.asyncIterator]());
    };
  }
  disposal.attachTo(checked);
  exchange.atEnd((outcome) => {
    checkOutcome(exchange, outcome);
    iteration.checkEnd();
    disposal.checkEnd();
    exchange.compareEnviron((what) => exchange.note('A20', what));
  });
  // One of the two iterators is there, for without one it would not have been a body.
  return checked as Body;
}
