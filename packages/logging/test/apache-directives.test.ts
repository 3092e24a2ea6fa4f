import { expect, test } from 'vitest';

import { apacheDirective } from '../src/apache-directives.ts';
import { makeRecord } from './make-record.ts';

const record = makeRecord({
  environ: {
    HTTP_HOST: 'h.example:8080',
    HTTP_X_FORWARDED_FOR: '192.0.2.7',
    HTTP_COOKIE: 'a=1; b=2',
    REMOTE_USER: 'ada',
    QUERY_STRING: 'c=d',
    REQUEST_URI: '/path?c=d',
  },
  query: true,
  trustedProxies: ['loopback'],
  revealHeaders: ['cookie'],
  head: ['200 OK', [['Content-Type', 'text/plain']]],
  state: { 'request.id': 'r', 'http.route': '/:a' },
});

test.each([
  ['a', undefined, '192.0.2.7'],
  ['a', 'c', '127.0.0.1'],
  ['b', undefined, '5'],
  ['B', undefined, '5'],
  ['C', 'b', '2'],
  ['C', 'c', undefined],
  ['e', 'REMOTE_PORT', '50000'],
  ['h', undefined, '192.0.2.7'],
  ['H', undefined, 'HTTP/1.1'],
  ['i', 'Host', 'h.example:8080'],
  ['l', undefined, '-'],
  ['L', undefined, 'r'],
  ['m', undefined, 'GET'],
  ['n', 'http.route', '/:a'],
  ['o', 'content-type', 'text/plain'],
  ['p', undefined, '80'],
  ['P', undefined, String(process.pid)],
  ['q', undefined, '?c=d'],
  ['r', undefined, 'GET /path?c=d HTTP/1.1'],
  ['s', undefined, '200'],
  ['u', undefined, 'ada'],
  ['U', undefined, '/path'],
  ['v', undefined, 'localhost'],
  ['V', undefined, 'h.example'],
])('%%%s with %s is %s', (letter, argument, text) => {
  expect(apacheDirective(letter, argument)?.text(record)).toBe(text);
});

test.each(['D', 'T'])('%%%s is a number', (letter) => {
  expect(apacheDirective(letter, undefined)?.text(record)).toMatch(/^\d+$/);
});

test.each(['s', 'ms', 'us'])('%%{%s}T is a number', (unit) => {
  expect(apacheDirective('T', unit)?.text(record)).toMatch(/^\d+$/);
});

test('%t is a time, and in any form', () => {
  expect(apacheDirective('t', undefined)?.text(record)).toMatch(
    /^\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000\]$/,
  );
  expect(apacheDirective('t', '%Y')?.text(record)).toMatch(/^\d{4}$/);
});

test('no query is nothing, and not a dash', () => {
  const q = apacheDirective('q', undefined);
  expect([q?.text(makeRecord()), q?.empty]).toEqual(['', '']);
});

test('a cookie is as secret as the field', () => {
  const secret = makeRecord({ environ: { HTTP_COOKIE: 'a=1' } });
  expect(apacheDirective('C', 'a')?.text(secret)).toBe('[redacted]');
  expect(apacheDirective('C', 'a')?.text(makeRecord())).toBeUndefined();
});

test.each([
  ['Z', undefined],
  ['i', undefined],
  ['h', 'x'],
  ['T', 'weeks'],
  ['a', 'x'],
  ['t', 'nothing'],
  ['i', ''],
  ['i', 'a b'],
  ['i', 'X_Api_Key'],
  ['o', 'a b'],
  ['e', ''],
  ['e', 'HTTP_'],
  ['constructor', undefined],
])('%%%s with %s is none', (letter, argument) => {
  expect(apacheDirective(letter, argument)).toBeUndefined();
});
