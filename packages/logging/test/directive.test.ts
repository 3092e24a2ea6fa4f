import { ClientDisconnected } from '@tsgi/contract';
import { expect, test } from 'vitest';

import * as directive from '../src/directive.ts';
import { makeRecord } from './make-record.ts';

const aborted = makeRecord({ outcome: { status: 0, bytes: 0, error: new ClientDisconnected() } });

test('a client that went away before any status gets nginx’s number for that', () => {
  expect(directive.status.text(aborted)).toBe('499');
  expect(directive.status.text(makeRecord())).toBe('200');
});

test('no bytes are a dash where the Common Log Format has one', () => {
  expect([directive.bytesOrDash.text(aborted), directive.bytes.text(aborted)]).toEqual(['-', '0']);
  expect([directive.bytesOrDash.text(makeRecord()), directive.bytes.text(makeRecord())]).toEqual(['5', '5']);
});

test('the request line is without the query', () => {
  const environ = { QUERY_STRING: 'a', REQUEST_URI: '/path?a' };
  expect(directive.requestLine.text(makeRecord({ environ }))).toBe('GET /path HTTP/1.1');
  expect(directive.requestLine.text(makeRecord({ environ, query: true }))).toBe('GET /path?a HTTP/1.1');
});

test('the environ does not show what is left out elsewhere', () => {
  const environ = {
    HTTP_COOKIE: 'a',
    HTTP_AUTHORIZATION: 'b',
    HTTP_REFERER: 'http://h/x?y',
    HTTP_X_Y: 'z',
    QUERY_STRING: 'q',
    REQUEST_URI: '/reset/1?q',
    PATH_INFO: '/reset/1',
    'owner.name': 'text',
    'owner.list': [],
  };
  const record = makeRecord({ environ, redactPaths: ['/reset/*'] });
  const shown = (name: string): string | undefined => directive.environKey(name)?.text(record);
  expect(shown('HTTP_COOKIE')).toBe('[redacted]');
  expect(shown('HTTP_AUTHORIZATION')).toBe('[redacted]');
  expect(shown('HTTP_REFERER')).toBe('http://h/x');
  expect(shown('HTTP_X_Y')).toBe('z');
  expect(shown('QUERY_STRING')).toBe('');
  expect(shown('REQUEST_URI')).toBe('/reset/[redacted]');
  expect(shown('PATH_INFO')).toBe('/reset/[redacted]');
  expect(shown('owner.name')).toBe('text');
  expect([shown('owner.list'), shown('tsgi.input'), shown('NOTHING')]).toEqual([undefined, undefined, undefined]);
});

test('what a layer has left is found by its key', () => {
  const record = makeRecord({ state: { tenant: 'acme', number: 7 } });
  expect(directive.stateKey('tenant').text(record)).toBe('acme');
  expect(directive.stateKey('number').text(record)).toBeUndefined();
});

test('what has to be watched for it is said', () => {
  expect(directive.responseHeader('X')?.watched).toEqual({ headers: true });
  expect(directive.microseconds.watched).toEqual({ times: true });
  expect(directive.client.watched).toBeUndefined();
});
