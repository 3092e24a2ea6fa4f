import type { CheckedExchange } from './checked-exchange.ts';
import { shown } from './seam.ts';

/** Checks what a deferred function is given. */
export function checkOutcome(exchange: CheckedExchange, outcome: unknown): void {
  if (typeof outcome !== 'object' || outcome === null) {
    return exchange.note('S38', `gave a deferred function ${shown(outcome)} for an outcome`);
  }
  for (const key of ['status', 'bytes']) {
    const value: unknown = Reflect.get(outcome, key);
    if (!Number.isInteger(value) || Number(value) < 0) {
      exchange.note('S38', `gave a deferred function an outcome whose ${key} is ${shown(value)}`);
    }
  }
}
