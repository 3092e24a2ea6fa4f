import { ClientDisconnected } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { makeRecord } from './make-record.ts';

describe('who and what asked', () => {
  test('is read from the environ', () => {
    const environ = {
      REQUEST_METHOD: 'POST',
      SCRIPT_NAME: '/a',
      PATH_INFO: '/b',
      QUERY_STRING: 'c',
      REQUEST_URI: '/a/b?c',
      REMOTE_USER: 'ada',
      HTTP_HOST: 'h.example:81',
      HTTP_USER_AGENT: 'agent',
      HTTP_REFERER: 'http://h/x?y',
    };
    expect(makeRecord({ environ })).toMatchObject({
      method: 'POST',
      scheme: 'http',
      host: 'h.example:81',
      target: '/a/b',
      path: '/a/b',
      query: '',
      protocol: 'HTTP/1.1',
      client: '127.0.0.1',
      userAgent: 'agent',
      referrer: 'http://h/x',
      user: 'ada',
      route: undefined,
      requestId: undefined,
    });
  });

  test('is the server’s name where the client names no host', () => {
    expect(makeRecord({ environ: { HTTP_HOST: '' } }).host).toBe('localhost');
  });

  test('is what trusted proxies say', () => {
    const environ = { HTTP_X_FORWARDED_FOR: '192.0.2.7', HTTP_X_FORWARDED_PROTO: 'https', HTTP_X_FORWARDED_HOST: 'h' };
    expect(makeRecord({ environ })).toMatchObject({ client: '127.0.0.1', scheme: 'http', host: 'localhost' });
    const behind = makeRecord({ environ, trustedProxies: ['loopback'] });
    expect(behind).toMatchObject({ client: '192.0.2.7', scheme: 'https', host: 'h' });
    const other = makeRecord({ environ, trustedProxies: ['192.0.2.1'] });
    expect(other).toMatchObject({ client: '127.0.0.1', scheme: 'http', host: 'localhost' });
  });

  test('is what other layers have found out', () => {
    const state = { 'http.route': '/users/:id', 'user.id': 'ada', 'request.id': 'r', 'trace.id': 't', 'span.id': 's' };
    expect(makeRecord({ state, environ: { REMOTE_USER: 'eve' } })).toMatchObject({
      route: '/users/:id',
      user: 'ada',
      requestId: 'r',
      traceId: 't',
      spanId: 's',
    });
    expect(makeRecord({ state: { 'http.route': 7 } }).route).toBeUndefined();
  });
});

describe('header fields', () => {
  const environ = { HTTP_X_A: 'a', CONTENT_TYPE: 'text/plain', CONTENT_LENGTH: '3', HTTP_COOKIE: 'c=d' };

  test('are found in any letter case', () => {
    const record = makeRecord({ environ, head: ['200 OK', [['X-B', 'b']]] });
    expect(['x-a', 'X-A', 'content-type', 'Content-Length', 'X-B'].map((name) => record.requestHeader(name))).toEqual([
      'a',
      'a',
      'text/plain',
      '3',
      undefined,
    ]);
    expect(record.responseHeader('x-b')).toBe('b');
  });

  test('are not told where they are secret', () => {
    const record = makeRecord({ environ, head: ['200 OK', [['Set-Cookie', 'c=d']]], redactHeaders: ['X-A'] });
    expect([record.requestHeader('Cookie'), record.requestHeader('X-A')]).toEqual(['[redacted]', '[redacted]']);
    expect(record.responseHeader('Set-Cookie')).toBe('[redacted]');
    expect(makeRecord({ environ, revealHeaders: ['Cookie'] }).requestHeader('Cookie')).toBe('c=d');
    const hidden = makeRecord({ environ: { HTTP_REFERER: 'http://h/x' }, redactHeaders: ['Referer', 'User-Agent'] });
    expect([hidden.referrer, hidden.userAgent]).toEqual(['[redacted]', undefined]);
  });

  test('are not told by a name that another would be found by', () => {
    const record = makeRecord({ environ, redactHeaders: ['X-A'] });
    expect([record.requestHeader('X_A'), record.requestHeader('x-a')]).toEqual([undefined, '[redacted]']);
  });

  test('have the referrer without its query', () => {
    const referrer = { HTTP_REFERER: 'http://h/x?token=secret' };
    expect(makeRecord({ environ: referrer }).requestHeader('Referer')).toBe('http://h/x');
    expect(makeRecord({ environ: referrer, query: true }).requestHeader('Referer')).toBe('http://h/x?token=secret');
  });

  test('of a head that the server has replaced are not told', () => {
    const record = makeRecord({ head: ['200 OK', [['X-B', 'b']]], outcome: { status: 500, bytes: 0, error: 1 } });
    expect(record.responseHeader('X-B')).toBeUndefined();
  });
});

describe('how it ended', () => {
  test.each([
    ['complete', { status: 200, bytes: 5 }, undefined],
    ['complete', { status: 503, bytes: 5 }, '503'],
    ['aborted', { status: 0, bytes: 0, error: new ClientDisconnected() }, 'ClientDisconnected'],
    ['failed', { status: 500, bytes: 0, error: new RangeError('no') }, 'RangeError'],
    ['failed', { status: 500, bytes: 0, error: undefined }, '500'],
  ])('%s', (ending, outcome, errorType) => {
    const record = makeRecord({ outcome });
    expect(record).toMatchObject({ ending, errorType, status: outcome.status, responseBytes: outcome.bytes });
  });

  test('without a head, where none was sent', () => {
    expect(makeRecord({ outcome: { status: 0, bytes: 0, error: new ClientDisconnected() } }).headMs).toBeUndefined();
  });

  test('with the server’s own head at the very end', () => {
    const record = makeRecord({ outcome: { status: 500, bytes: 0, error: 1 } });
    expect(record.headMs).toBe(record.durationMs);
  });
});

test('the head that came first, and the end that came first, are the ones that count', () => {
  const record = makeRecord();
  const { durationMs } = record;
  record.noteEnd();
  expect(record.durationMs).toBe(durationMs);
  expect(record.noteHead('500 Internal Server Error', [])).toBe(false);
});

test('the time is when the request came', () => {
  expect(Math.abs(makeRecord().time - Date.now())).toBeLessThan(60_000);
});
