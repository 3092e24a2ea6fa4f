import type { HeaderList, Status } from '@tsgi/contract';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { dateLine, encodeResponseHead } from '../../src/codec/response-head.ts';

test('encodes a head', () => {
  expect(
    encodeResponseHead('200 OK', [
      ['Content-Type', 'text/plain'],
      ['content-length', '5'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]),
  ).toEqual({
    code: 200,
    text: 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\ncontent-length: 5\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n',
    contentLength: 5,
    dated: false,
    ascii: true,
  });
});

test.each<[Status, string]>([
  ['299 ', 'HTTP/1.1 299 \r\n'],
  ['500 Oh  no', 'HTTP/1.1 500 Oh  no\r\n'],
])('sends the reason of %j as it is', (status, text) => {
  expect(encodeResponseHead(status, []).text).toBe(text);
});

test('encodes no head that breaks the specification', () => {
  expect(() => encodeResponseHead('200 OK', [['Connection', 'close']])).toThrow('(rule A9)');
});

const freeze = (...pairs: [string, string][]): HeaderList => Object.freeze(pairs.map((pair) => Object.freeze(pair)));

describe('a list that is frozen all through', () => {
  test('is encoded once for a status', () => {
    const headers = freeze(['A', 'b']);
    const head = encodeResponseHead('200 OK', headers);
    expect(encodeResponseHead('200 OK', headers)).toBe(head);
    expect(encodeResponseHead('404 Not Found', headers).text).toBe('HTTP/1.1 404 Not Found\r\nA: b\r\n');
    expect(encodeResponseHead('200 OK', headers)).toEqual(head);
  });

  test('is checked each time where it is refused', () => {
    const headers = freeze(['Connection', 'close']);
    expect(() => encodeResponseHead('200 OK', headers)).toThrow('(rule A9)');
    expect(() => encodeResponseHead('200 OK', headers)).toThrow('(rule A9)');
  });

  test('is no list whose pairs can change', () => {
    const pair: [string, string] = ['A', 'b'];
    const headers = Object.freeze([pair]);
    encodeResponseHead('200 OK', headers);
    pair[1] = 'c';
    expect(encodeResponseHead('200 OK', headers).text).toBe('HTTP/1.1 200 OK\r\nA: c\r\n');
  });

  test('is an array', () => {
    expect(() => encodeResponseHead('200 OK', Object.freeze({}) as HeaderList)).toThrow('(rule A6)');
  });
});

describe('the Date line', () => {
  afterEach(() => void vi.useRealTimers());

  test('is in the form of RFC 9110 §5.6.7, and made anew each second', () => {
    vi.useFakeTimers({ now: Date.UTC(1994, 10, 6, 8, 49, 37, 999) });
    expect(dateLine()).toBe('Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n');
    expect(dateLine()).toBe('Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n');
    vi.setSystemTime(Date.now() + 1);
    expect(dateLine()).toBe('Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n');
    vi.setSystemTime(Date.UTC(1994, 10, 6, 8, 49, 37));
    expect(dateLine(), 'where the clock was put back').toBe('Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n');
  });
});
