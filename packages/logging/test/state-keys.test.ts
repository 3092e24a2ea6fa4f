import type { Exchange } from '@tsgi/contract';
import { environ } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { HTTP_ROUTE, stringAt } from '../src/state-keys.ts';

test.each([
  ['what a layer has left', '/users/:id', '/users/:id'],
  ['nothing where that is no string', 7, undefined],
])('gives %s', (_what, left, expected) => {
  const { 'tsgi.exchange': exchange } = environ();
  exchange.state.set('http.route', left);
  expect(stringAt(exchange, HTTP_ROUTE)).toBe(expected);
});

test('gives nothing where there is nothing', () => {
  expect(stringAt(environ()['tsgi.exchange'], HTTP_ROUTE)).toBeUndefined();
});

test('does not ask for a state that no layer has asked for', () => {
  const exchange: Pick<Exchange, 'hasState' | 'state'> = {
    hasState: false,
    get state(): never {
      throw new Error('asked for');
    },
  };
  expect(stringAt(exchange as Exchange, HTTP_ROUTE)).toBeUndefined();
});
