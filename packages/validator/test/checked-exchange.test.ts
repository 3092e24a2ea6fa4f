import type { Body } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { testExchange } from './fixtures/seam.ts';
import { disposable } from './fixtures/world.ts';

test('gives inwards a copy with the same values, but for what is checked', () => {
  const { exchange, world } = testExchange();
  expect(exchange.environ['tsgi.exchange']).toBe(world.exchange);
  const { 'tsgi.input': input, 'tsgi.errors': errors, ...rest } = exchange.environ;
  expect(world.environ()).toMatchObject(rest);
  expect([input, errors]).not.toContain(undefined);
});

test('gives a body outwards in one that is checked, and an array as it is', () => {
  const { exchange } = testExchange();
  exchange.start.call('200 OK', [], undefined);
  const array = ['Hello'];
  expect(exchange.settle(array)).toBe(array);
  const iterable = new Set(['Hello']);
  expect(exchange.settle(iterable)).not.toBe(iterable);
});

test.each([undefined, null, 'Hello', 7, {}, new Uint8Array(1), new DataView(new ArrayBuffer(1)), () => []])(
  'refuses %j for a body',
  (value) => {
    const { seam, exchange } = testExchange();
    exchange.start.call('200 OK', [], undefined);
    expect(exchange.settle(value as Body)).toBe(value);
    expect(seam.broken()).toEqual(['A12']);
  },
);

test('sees a key that was changed or removed, and shows one that was added', () => {
  const { seam, exchange } = testExchange();
  exchange.start.call('200 OK', [], undefined);
  exchange.environ.PATH_INFO = '/elsewhere';
  delete exchange.environ.REMOTE_ADDR;
  exchange.environ['router.params'] = {};
  exchange.settle([]);
  expect(seam.breaches.map(({ message }) => message)).toEqual([
    expect.stringContaining('changed PATH_INFO to "/elsewhere"'),
    expect.stringContaining('removed REMOTE_ADDR'),
  ]);
});

test.each([
  ['HEAD', '200 OK', true],
  ['GET', '200 OK', false],
  ['GET', '204 No Content', true],
  ['POST', '205 Reset Content', true],
  ['GET', '304 Not Modified', true],
] as const)('knows whether %s with %s has content', (REQUEST_METHOD, status, withoutContent) => {
  const { exchange } = testExchange({ REQUEST_METHOD });
  exchange.start.call(status, [], undefined);
  expect(exchange.withoutContent).toBe(withoutContent);
});

test('does without the end of an exchange that is over already', () => {
  const { seam, exchange, world } = testExchange();
  world.exchange.defer = () => {
    throw new TypeError('the exchange is over');
  };
  exchange.start.call('200 OK', [], undefined);
  exchange.settle(disposable('one'));
  expect(seam.broken()).toEqual([]);
});
