import { expect, test } from 'vitest';

import { HandExchange } from '../../src/middleware-conformance/hand-exchange.ts';

const outcome = { status: 200, bytes: 5 };

test('runs what was deferred, the last first, each awaited', async () => {
  const exchange = new HandExchange();
  const ran: unknown[] = [];
  exchange.defer((given) => void ran.push('first', given));
  exchange.defer(async () => {
    await Promise.resolve();
    ran.push('last');
  });
  await exchange.end(outcome);
  expect(ran).toEqual(['last', 'first', outcome]);
});

test('runs the others where one throws', async () => {
  const exchange = new HandExchange();
  const ran: string[] = [];
  exchange.defer(() => void ran.push('first'));
  exchange.defer(() => {
    throw new Error('a deferred function fails');
  });
  await exchange.end(outcome);
  expect(ran).toEqual(['first']);
});

test('refuses what would never run', async () => {
  const exchange = new HandExchange();
  expect(() => Reflect.apply(exchange.defer.bind(exchange), undefined, ['later'])).toThrow(TypeError);
  await exchange.end(outcome);
  expect(() => exchange.defer(() => {})).toThrow(TypeError);
});

test('aborts its signal with a reason, and keeps what is to be waited for', () => {
  const exchange = new HandExchange();
  const promise = Promise.resolve();
  exchange.waitUntil(promise);
  exchange.abort('gone');
  expect(exchange.signal.reason).toBe('gone');
  expect(exchange.awaited).toEqual([promise]);
});
