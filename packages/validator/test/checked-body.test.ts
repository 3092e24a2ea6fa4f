import { Readable } from 'node:stream';

import type { Body } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { checkedBody } from '../src/checked-body.ts';
import { testExchange } from './fixtures/seam.ts';
import { disposable } from './fixtures/world.ts';

const SYMBOLS = [Symbol.iterator, Symbol.asyncIterator, Symbol.dispose, Symbol.asyncDispose] as const;

test.each<[string, Body]>([
  ['a set', new Set(['one'])],
  ['a generator', (function* () {})()],
  ['an async generator', (async function* () {})()],
  ['a disposable iterable', disposable()],
  ['a web stream', new ReadableStream<string>()],
  ['a Node stream', Readable.from(['one'])],
])('has of %s the iterators and dispose methods', (_what, body) => {
  const checked = checkedBody(testExchange().exchange, body);
  expect(SYMBOLS.filter((symbol) => symbol in checked)).toEqual(SYMBOLS.filter((symbol) => symbol in body));
});

test('yields what the body yields', async () => {
  const { seam, exchange } = testExchange();
  expect([...(checkedBody(exchange, new Set(['one', 'two'])) as Iterable<string>)]).toEqual(['one', 'two']);
  const slowly = checkedBody(
    testExchange().exchange,
    (async function* () {
      yield 'one';
      yield 'two';
    })(),
  );
  expect(await Array.fromAsync(slowly)).toEqual(['one', 'two']);
  expect(seam.broken()).toEqual([]);
});

test('sees an iteration after the disposal, a second one, and an asynchronous one for no reason', () => {
  const { seam, exchange } = testExchange();
  const both = Object.assign(disposable('one'), { async *[Symbol.asyncIterator]() {} });
  const checked = checkedBody(exchange, both) as typeof both & Iterable<string>;
  checked[Symbol.asyncIterator]();
  expect(seam.broken()).toEqual(['S16']);
  checked[Symbol.iterator]();
  expect(seam.broken()).toEqual(['S15']);
  checked[Symbol.dispose]();
  seam.broken();
  checked[Symbol.iterator]();
  expect(seam.broken()).toEqual(['S35', 'S15']);
});

test('sees a key of the environ that was changed while the body was read', async () => {
  const { seam, exchange, world } = testExchange();
  checkedBody(exchange, disposable())[Symbol.dispose]?.();
  exchange.environ.PATH_INFO = '/elsewhere';
  await world.exchange.end();
  expect(seam.broken()).toEqual(['A20']);
});

test('checks the outcome', async () => {
  const { seam, exchange, world } = testExchange();
  checkedBody(exchange, new Set(['one']));
  await world.exchange.end({ status: Number.NaN, bytes: 0 });
  expect(seam.broken()).toEqual(['S38']);
});
