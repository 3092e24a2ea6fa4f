import { expect, test } from 'vitest';

import { checkOutcome } from '../src/check-outcome.ts';
import { testExchange } from './fixtures/seam.ts';

test.each([
  [{ status: 200, bytes: 5 }, []],
  [{ status: 0, bytes: 0, error: new Error('gone') }, []],
  [undefined, ['S38']],
  [{}, ['S38', 'S38']],
  [{ status: 200, bytes: -1 }, ['S38']],
  [{ status: 200, bytes: 0.5 }, ['S38']],
])('of %j finds %j', (outcome, rules) => {
  const { seam, exchange } = testExchange();
  checkOutcome(exchange, outcome);
  expect(seam.broken()).toEqual(rules);
});
