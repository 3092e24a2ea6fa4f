import { expect, test } from 'vitest';

import { EndingExchanges } from '../src/ending-exchanges.ts';

const peer = { remoteAddress: '192.0.2.7', remotePort: 50_000 };

test('has the next request of a client wait until the exchange before it is over, and no other', async () => {
  const ending = new EndingExchanges();
  expect(ending.before(peer)).toBeUndefined();
  const end = ending.add(peer);
  expect(ending.before({ ...peer, remotePort: 50_001 })).toBeUndefined();
  const before = ending.before({ ...peer });
  end?.();
  await expect(before).resolves.toBeUndefined();
  expect(ending.before(peer)).toBeUndefined();
});

test('takes the end of an exchange for its own alone, where another client has its port by now', () => {
  const ending = new EndingExchanges();
  const first = ending.add(peer);
  ending.add(peer);
  first?.();
  expect(ending.before(peer)).toBeInstanceOf(Promise);
});

test('knows of nobody behind a Unix socket', () => {
  const ending = new EndingExchanges();
  expect(ending.add({})).toBeUndefined();
  expect(ending.before({})).toBeUndefined();
});
