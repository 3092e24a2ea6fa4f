import { expect, test } from 'vitest';

import { microseconds, recordFields, recordObject } from '../src/record-fields.ts';
import { makeRecord } from './make-record.ts';

const record = makeRecord({
  environ: { HTTP_HOST: 'h:81', HTTP_X_A: 'a', HTTP_REFERER: 'http://h/x', HTTP_COOKIE: 'c=d', QUERY_STRING: 'q' },
  query: true,
  head: ['200 OK', [['X-B', 'b']]],
  state: { 'http.route': '/:p', 'user.id': 'ada', 'request.id': 'r', 'trace.id': 't', 'span.id': 's' },
});

test('a record has OpenTelemetry’s names', () => {
  const {
    'http.server.request.duration': duration,
    'tsgi.head.duration': head,
    ...rest
  } = recordObject(recordFields({}), record);
  expect(rest).toEqual({
    'http.request.method': 'GET',
    'url.scheme': 'http',
    'server.address': 'h',
    'server.port': 81,
    'url.path': '/path',
    'url.query': 'q',
    'http.route': '/:p',
    'network.protocol.version': '1.1',
    'http.response.status_code': 200,
    'http.request.body.size': 0,
    'http.response.body.size': 5,
    'tsgi.outcome': 'complete',
    'client.address': '127.0.0.1',
    'http.request.header.referer': ['http://h/x'],
    'user.id': 'ada',
    'request.id': 'r',
    'trace.id': 't',
    'span.id': 's',
  });
  expect([typeof duration, typeof head]).toEqual(['number', 'number']);
});

test('what is not there has no name', () => {
  const object = recordObject(
    recordFields({}),
    makeRecord({ outcome: { status: 0, bytes: 0, error: new Error('no') } }),
  );
  expect(Object.keys(object)).not.toContain('http.response.status_code');
  expect(Object.keys(object)).not.toContain('tsgi.head.duration');
  expect(object).toMatchObject({ 'tsgi.outcome': 'failed', 'error.type': 'Error' });
});

test('header fields that are asked for are there, secrets as such', () => {
  const fields = recordFields({ requestHeaders: ['X-A', 'Cookie', 'X-None'], responseHeaders: ['X-B'] });
  const object = recordObject(fields, record);
  expect(object).toMatchObject({
    'http.request.header.x-a': ['a'],
    'http.request.header.cookie': ['[redacted]'],
    'http.response.header.x-b': ['b'],
  });
  expect(Object.keys(object)).not.toContain('http.request.header.x-none');
});

test('a field is there once, however often it is asked for, and the referrer without its query', () => {
  const fields = recordFields({ requestHeaders: ['Referer', 'X-A', 'x-a'], responseHeaders: ['X-B', 'x-b'] });
  expect(fields.headers.map(({ name }) => name)).toEqual(['http.request.header.x-a', 'http.response.header.x-b']);
  expect(recordObject(fields, record)['http.request.header.referer']).toEqual(['http://h/x']);
});

test('milliseconds are whole microseconds', () => {
  expect(microseconds(1.234_567)).toBe(1235);
});
