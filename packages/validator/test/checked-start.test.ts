import type { HeaderList, StartResponse, Status } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { CheckedStart } from '../src/checked-start.ts';
import { TestSeam } from './fixtures/seam.ts';

/** A checked start, the seam it reports to, and what it passed on. */
function checked(start: StartResponse = () => {}) {
  const seam = new TestSeam();
  const calls: unknown[][] = [];
  const checkedStart = new CheckedStart(seam, (...args) => {
    calls.push(args);
    start(...args);
  });
  return { seam, calls, start: checkedStart };
}

test('passes a head on as it is, and remembers what it says', () => {
  const { seam, calls, start } = checked();
  const headers: HeaderList = [
    ['Content-Length', '5'],
    ['ETag', '"1"'],
  ];
  start.call('404 Not Found', headers, undefined);
  expect(calls).toEqual([['404 Not Found', headers]]);
  expect(start).toMatchObject({ started: true, code: 404, contentLength: 5, etag: '"1"' });
  expect(seam.broken()).toEqual([]);
});

test.each(['200 OK', '599 ', '404 Not Found', '200 OK  then'])('passes the status %j', (status) => {
  const { seam, start } = checked();
  start.call(status as Status, [], undefined);
  expect(seam.broken()).toEqual([]);
});

test.each([200, '200', '99 Low', '100 Continue', '600 High', '200  OK\r\n', '200 \tOK', '200 好', undefined])(
  'refuses the status %j',
  (status) => {
    const { seam, start } = checked();
    start.call(status as Status, [], undefined);
    expect(seam.broken()).toEqual(['A5']);
  },
);

test.each([
  ['A6', '200 OK', undefined],
  ['A6', '200 OK', [undefined]],
  ['A10', '200 OK', [['Content-Length', '0x5']]],
  [
    'A10',
    '200 OK',
    [
      ['Content-Length', '5'],
      ['content-length', '5'],
    ],
  ],
  ['A11', '205 Reset Content', [['Content-Length', '0']]],
])('finds a breach of %s in %j with %j', (rule, status, headers) => {
  const { seam, start } = checked();
  start.call(status as Status, headers as unknown as HeaderList, undefined);
  expect(seam.broken()).toEqual([rule]);
});

test('takes a second head with an error only', () => {
  const { seam, calls, start } = checked();
  const error = new Error('no database');
  start.call('200 OK', [], undefined);
  start.call('500 Internal Server Error', [], error);
  expect(seam.broken()).toEqual([]);
  expect(calls.at(-1)).toEqual(['500 Internal Server Error', [], error]);
  expect(start.code).toBe(500);
  start.call('200 OK', [], undefined);
  expect(seam.broken()).toEqual(['A3']);
});

test('lets the error through that comes back, and remembers that it did', () => {
  const error = new Error('too late');
  const { seam, start } = checked(() => {
    throw error;
  });
  expect(() => start.call('500 Internal Server Error', [], error)).toThrow(error);
  expect(start).toMatchObject({ thrownBack: true, started: false, code: 0 });
  expect(seam.broken()).toEqual([]);
});

test('wants that very error back, and no return once the head is committed', () => {
  const error = new Error('too late');
  const other = checked(() => {
    throw new Error('another');
  });
  expect(() => other.start.call('500 Internal Server Error', [], error)).toThrow('another');
  expect(other.seam.broken()).toEqual(['S6']);
  const { seam, start } = checked();
  start.committed = true;
  start.call('500 Internal Server Error', [], error);
  expect(seam.broken()).toEqual(['S6']);
});

test('keeps what was stored where a call throws', () => {
  let refuse = false;
  const { start } = checked(() => {
    if (refuse) throw new Error('refused');
  });
  start.call('200 OK', [['Content-Length', '5']], undefined);
  refuse = true;
  expect(() => start.call('404 Not Found', [], undefined)).toThrow('refused');
  expect(start).toMatchObject({ started: true, code: 200, contentLength: 5 });
});

test('knows that trailers and a length exclude each other, and an upgrade any other head', () => {
  const { seam, start } = checked();
  start.trailers = true;
  start.call('200 OK', [['Content-Length', '5']], undefined);
  expect(seam.broken()).toEqual(['A27']);
  const after = checked();
  after.start.upgraded = true;
  after.start.call('200 OK', [], undefined);
  expect(after.seam.broken()).toEqual(['A29']);
});
