import type { Body } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { checkedArray } from '../src/checked-array.ts';
import { testExchange } from './fixtures/seam.ts';

test('gives the very same array', () => {
  const { seam, exchange } = testExchange();
  const body = ['Hello', new Uint8Array(1)];
  expect(checkedArray(exchange, body)).toBe(body);
  expect(exchange.array).toBe(body);
  expect(seam.broken()).toEqual([]);
});

test('sees what is no chunk, and a length that is not its own', () => {
  const { seam, exchange } = testExchange();
  exchange.start.call('200 OK', [['Content-Length', '2']], undefined);
  checkedArray(exchange, ['He', 7, null] as unknown as string[]);
  expect(seam.broken()).toEqual(['A13', 'A13']);
  checkedArray(exchange, ['llo']);
  expect(seam.broken()).toEqual(['A15']);
});

test('sees bytes that were written to after the array was returned', async () => {
  const { seam, exchange, world } = testExchange();
  const chunk = new Uint8Array(3);
  checkedArray(exchange, [chunk]);
  chunk[0] = 1;
  await world.exchange.end();
  expect(seam.broken()).toEqual(['A14']);
});

test('asks for nothing at the end of text', () => {
  const { exchange, world } = testExchange();
  world.exchange.defer = () => expect.unreachable();
  checkedArray(exchange, ['Hello']);
});

test('gives an array that can be disposed of, where the array can', async () => {
  const { seam, exchange, world } = testExchange();
  let disposed = 0;
  const body = Object.assign(['Hello'], { [Symbol.dispose]: () => void disposed++ });
  const checked = checkedArray(exchange, body) as Body & Disposable;
  expect(Array.isArray(checked)).toBe(true);
  expect(checked).toEqual(['Hello']);
  checked[Symbol.dispose]();
  expect(disposed).toBe(1);
  await world.exchange.end();
  expect(seam.broken()).toEqual([]);
});

test('sees such an array never disposed of', async () => {
  const { seam, exchange, world } = testExchange();
  checkedArray(exchange, Object.assign(['Hello'], { [Symbol.dispose]: () => {} }));
  await world.exchange.end();
  expect(seam.broken()).toEqual(['S32']);
});
