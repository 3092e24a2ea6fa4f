import { expect, test } from 'vitest';

import { ExpectationError } from '../src/expectation-error.ts';

test('says what differs, and shows the exchange', () => {
  const error = new ExpectationError('expected this, got that', 'GET /');
  expect(error).toMatchObject({
    name: 'ExpectationError',
    message: 'expected this, got that\n\nGET /',
    exchange: 'GET /',
  });
});
