import { expect, test } from 'vitest';

import { gunicornDirective } from '../src/gunicorn-directives.ts';
import { makeRecord } from './make-record.ts';

const record = makeRecord({
  environ: { HTTP_USER_AGENT: 'agent', HTTP_REFERER: 'http://h/x', QUERY_STRING: 'c=d', REQUEST_URI: '/path?c=d' },
  query: true,
  head: ['200 OK', [['X-A', 'a']]],
});

const text = (identifier: string): string | undefined => gunicornDirective(identifier)?.text(record);

test.each([
  ['h', '127.0.0.1'],
  ['l', '-'],
  ['u', undefined],
  ['r', 'GET /path?c=d HTTP/1.1'],
  ['m', 'GET'],
  ['U', '/path'],
  ['q', 'c=d'],
  ['H', 'HTTP/1.1'],
  ['s', '200'],
  ['B', '5'],
  ['b', '5'],
  ['f', 'http://h/x'],
  ['p', `<${process.pid}>`],
  ['a', 'agent'],
  ['{Host}i', 'localhost'],
  ['{x-a}o', 'a'],
  ['{SERVER_NAME}e', 'localhost'],
])('%%(%s)s is %s', (identifier, expected) => {
  expect(text(identifier)).toBe(expected);
});

test('times have their units', () => {
  expect(text('t')).toMatch(/^\[.*\]$/);
  expect([text('T'), text('M'), text('D')].join(' ')).toMatch(/^\d+ \d+ \d+$/);
  expect(text('L')).toMatch(/^\d+\.\d{6}$/);
});

test.each(['', 'Z', 'toString', '{Host}', '{}i', '{Host}z', '{a_b}i', 'hh'])('%%(%s)s is none', (identifier) => {
  expect(gunicornDirective(identifier)).toBeUndefined();
});
