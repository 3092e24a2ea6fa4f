import type { HeaderList } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { checkSoFar, checkWhole, contentOf, prepareContent } from '../src/check-content.ts';
import { testExchange, type TestSeat } from './fixtures/seam.ts';

/** An exchange with this head. */
function started(
  headers: HeaderList,
  status: '200 OK' | '204 No Content' | '206 Partial Content' = '200 OK',
): TestSeat {
  const seat = testExchange();
  seat.exchange.start.call(status, headers, undefined);
  return seat;
}

/** An exchange whose ETag came from an inner one, which had these bytes. */
function passedOn(
  headers: HeaderList,
  inner: readonly string[],
  status: '200 OK' | '206 Partial Content' = '200 OK',
): TestSeat {
  const seat = started(headers, status);
  const { exchange } = started([['ETag', '"1"']]);
  exchange.array = inner;
  exchange.watched = true;
  seat.exchange.inner = exchange;
  prepareContent(seat.exchange);
  return seat;
}

test('sees a byte too many as soon as it comes', () => {
  const { seam, exchange } = started([['Content-Length', '5']]);
  exchange.content.add('Hello');
  checkSoFar(exchange);
  expect(seam.broken()).toEqual([]);
  exchange.content.add('!');
  checkSoFar(exchange);
  expect(seam.broken()).toEqual(['A15']);
});

test('sees a byte too few at the end', () => {
  const { seam, exchange } = started([['Content-Length', '5']]);
  exchange.content.add('Hell');
  checkSoFar(exchange);
  expect(seam.broken()).toEqual([]);
  checkWhole(exchange);
  expect(seam.broken()).toEqual(['A15']);
});

test('asks nothing of a body without a length, or that is not sent', () => {
  const free = started([]);
  free.exchange.content.add('Hello');
  checkSoFar(free.exchange);
  checkWhole(free.exchange);
  const head = testExchange({ REQUEST_METHOD: 'HEAD' });
  head.exchange.start.call('200 OK', [['Content-Length', '5']], undefined);
  checkWhole(head.exchange);
  expect([...free.seam.broken(), ...head.seam.broken()]).toEqual([]);
});

test('tells a length that was passed on from one that was counted wrongly', () => {
  const { seam, exchange } = started([['Content-Length', '5']]);
  exchange.inner = started([['Content-Length', '5']]).exchange;
  checkWhole(exchange);
  expect(seam.broken()).toEqual(['M4']);
  exchange.inner = started([['Content-Length', '7']]).exchange;
  checkWhole(exchange);
  expect(seam.broken()).toEqual(['A15']);
});

test.each([
  ['the same bytes, split otherwise', [['ETag', '"1"']], ['He', 'llo'], []],
  ['other bytes', [['ETag', '"1"']], ['Hullo'], ['M5']],
  ['other bytes under another ETag', [['ETag', '"2"']], ['Hullo'], []],
  ['other bytes under a weak ETag', [['ETag', 'W/"1"']], ['Hullo'], []],
  ['other bytes without an ETag', [], ['Hullo'], []],
] as const)('compares %s', (_what, headers, inner, rules) => {
  const { seam, exchange } = passedOn(headers, inner);
  exchange.content.add('Hello');
  checkWhole(exchange);
  expect(seam.broken()).toEqual(rules);
});

test('lets a part have the ETag of the whole', () => {
  const { seam, exchange } = passedOn([['ETag', '"1"']], ['Hello'], '206 Partial Content');
  exchange.content.add('ell');
  checkWhole(exchange);
  expect(seam.broken()).toEqual([]);
});

test('takes an array for its chunks', () => {
  expect(contentOf(['你', new Uint8Array(2), 7], false).bytes).toBe(5);
});
