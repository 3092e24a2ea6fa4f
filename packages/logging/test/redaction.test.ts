import { environ } from '@tsgi/testing';
import { describe, expect, test } from 'vitest';

import { Redaction } from '../src/redaction.ts';

const request = environ({ SCRIPT_NAME: '/a', PATH_INFO: '/b', QUERY_STRING: 'c=d', REQUEST_URI: '/%61/b?c=d' });

describe('the query', () => {
  test('is left out', () => {
    const redaction = new Redaction({}, 'test');
    expect(redaction.target(request)).toBe('/%61/b');
    expect(redaction.query(request)).toBe('');
    expect(redaction.referrer('http://h/x?y=z')).toBe('http://h/x');
  });

  test('is there where that is asked for', () => {
    const redaction = new Redaction({ query: true }, 'test');
    expect(redaction.target(request)).toBe('/%61/b?c=d');
    expect(redaction.query(request)).toBe('c=d');
    expect(redaction.referrer('http://h/x?y=z')).toBe('http://h/x?y=z');
  });

  test('is put to the path where there is no target as received', () => {
    const { REQUEST_URI: _, ...rest } = request;
    expect(new Redaction({}, 'test').target(rest)).toBe('/a/b');
    expect(new Redaction({ query: true }, 'test').target(rest)).toBe('/a/b?c=d');
    expect(new Redaction({}, 'test').target({ ...rest, SCRIPT_NAME: '', PATH_INFO: '', QUERY_STRING: '' })).toBe('*');
  });
});

const at = (path: string, raw = path) => environ({ PATH_INFO: path, REQUEST_URI: raw });

describe('a secret in a path', () => {
  const redaction = new Redaction({ redactPaths: ['/reset/*', '/users/*/key', '/exact'] }, 'test');

  test.each([
    ['/reset/abc', '/reset/[redacted]'],
    ['/reset/', '/reset/[redacted]'],
    ['/reset/abc/def', '/reset/[redacted]'],
    ['/reset', '/reset'],
    ['/users/7/key', '/users/[redacted]/key'],
    ['/users/7/name', '/users/7/name'],
    ['/users/7/key/more', '/users/7/key/more'],
    ['/exact', '/exact'],
    ['/other', '/other'],
  ])('%s is logged as %s', (path, logged) => {
    expect(redaction.path(at(path))).toBe(logged);
    expect(redaction.target(at(path))).toBe(logged);
    expect(redaction.referrer(`https://h.example${path}`)).toBe(`https://h.example${logged}`);
  });

  test('is not shown by another spelling', () => {
    expect(redaction.target(at('/reset/abc', '/%72eset/abc'))).toBe('/reset/[redacted]');
    expect(redaction.target(at('/reset/abc', 'http://h/x/../reset/abc'))).toBe('/reset/[redacted]');
    expect(redaction.referrer('http://h/%72eset/abc')).toBe('http://h/reset/[redacted]');
    expect(redaction.referrer('http://h/%zz')).toBe('[redacted]');
    expect(redaction.referrer('/reset/abc')).toBe('/reset/[redacted]');
  });

  test('is left out of a referrer that keeps its query', () => {
    const both = new Redaction({ redactPaths: ['/reset/*'], query: true }, 'test');
    expect(both.referrer('http://h/reset/abc?d=e')).toBe('http://h/reset/[redacted]?d=e');
    expect(both.target(environ({ PATH_INFO: '/reset/a', QUERY_STRING: 'd=e' }))).toBe('/reset/[redacted]?d=e');
    expect(both.referrer('http://h')).toBe('http://h');
  });
});

test('header fields are secret by their names', () => {
  const plain = new Redaction({}, 'test');
  const names = ['authorization', 'cookie', 'proxy-authorization', 'set-cookie', 'x-api-key', 'accept'];
  expect(names.filter((name) => plain.hidesHeader(name))).toEqual(names.slice(0, 4));
  const other = new Redaction({ redactHeaders: ['X-API-Key'], revealHeaders: ['Cookie'] }, 'test');
  expect(names.filter((name) => other.hidesHeader(name))).toEqual([
    'authorization',
    'proxy-authorization',
    'set-cookie',
    'x-api-key',
  ]);
});

test.each([
  [{ query: 'yes' }, 'query must be a boolean, got string'],
  [{ redactHeaders: [7] }, 'redactHeaders must be a list of names of header fields, got [7]'],
  [{ redactHeaders: ['X Key'] }, 'redactHeaders must be a list of names of header fields, got ["X Key"]'],
  [
    { revealHeaders: ['Accept'] },
    'revealHeaders must be a list of some of authorization, cookie, proxy-authorization, set-cookie, got ["Accept"]',
  ],
])('refuses %j', (options, message) => {
  expect(() => new Redaction(options as never, 'test')).toThrow(new TypeError(`test(): ${message}`));
});

test.each(['/a', ['a'], ['/%61'], ['/reset/:token'], ['/reset/**'], ['/reset/*.txt'], ['']])(
  'refuses the paths %j, which would leave secrets where they are',
  (redactPaths) => {
    expect(() => new Redaction({ redactPaths: redactPaths as never }, 'test')).toThrow(
      "test(): redactPaths must be a list of canonical paths such as '/reset/*', where a * is a whole segment, got ",
    );
  },
);
