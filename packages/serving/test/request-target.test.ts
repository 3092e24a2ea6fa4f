import { describe, expect, test } from 'vitest';

import type { Environ } from '@tsgi/contract';

import { readTarget } from '../src/request-target.ts';

function read(target: string, method = 'GET'): { refusal: ReturnType<typeof readTarget>; environ: Environ } {
  const environ = { REQUEST_METHOD: method, PATH_INFO: '', QUERY_STRING: '', HTTP_HOST: 'h' } as unknown as Environ;
  return { refusal: readTarget(target, environ), environ };
}

test('takes a target apart', () => {
  expect(read('/a/../b?c')).toEqual({
    refusal: undefined,
    environ: { REQUEST_METHOD: 'GET', REQUEST_URI: '/a/../b?c', PATH_INFO: '/b', QUERY_STRING: 'c', HTTP_HOST: 'h' },
  });
});

describe('reads', () => {
  test.each<[target: string, path: string, query: string, host?: string, method?: string]>([
    ['/', '/', ''],
    ['/?', '/', ''],
    ['/??', '/', '?'],
    ['/a?b?c', '/a', 'b?c'],
    ['/a?%zz%00', '/a', '%zz%00'],
    ['/a?/../b', '/a', '/../b'],
    ['/a?\xff"<>\\^`{|}', '/a', '%FF"<>\\^`{|}'],
    ['/\xff', '/%FF', ''],
    ['//h/a', '//h/a', ''],
    ['/http://h/a', '/http://h/a', ''],
    ['http://i', '/', '', 'i'],
    ['http://i/', '/', '', 'i'],
    ['http://i?a', '/', 'a', 'i'],
    ['http://i//a', '//a', '', 'i'],
    ['http://i:8002/a/..?b', '/', 'b', 'i:8002'],
    ['HTTPS://I/a', '/a', '', 'I'],
    ['http://[::1]:1/a', '/a', '', '[::1]:1'],
    ['http://i', '/', '', 'i', 'OPTIONS'],
    ['*', '', '', 'h', 'OPTIONS'],
  ])('%j', (target, path, query, host = 'h', method = 'GET') => {
    const { refusal, environ } = read(target, method);
    expect(refusal).toBeUndefined();
    expect(environ).toMatchObject({ REQUEST_URI: target, PATH_INFO: path, QUERY_STRING: query, HTTP_HOST: host });
  });
});

describe('refuses', () => {
  test.each<[target: string, status: number, reason: string, method?: string]>([
    ['*', 400, 'OPTIONS alone'],
    ['/a#b', 400, 'a fragment'],
    ['http://h/a?b#c', 400, 'a fragment'],
    ['**', 400, 'neither a path nor a URL', 'OPTIONS'],
    ['a', 400, 'neither a path nor a URL'],
    ['', 400, 'neither a path nor a URL'],
    ['?a', 400, 'neither a path nor a URL'],
    ['h:80', 400, 'a scheme'],
    ['ws://h/', 400, 'a scheme'],
    ['http:h', 400, 'a scheme'],
    ['http://', 400, 'no valid authority'],
    ['http:///', 400, 'no valid authority'],
    ['http://u:p@h/', 400, 'no valid authority'],
    ['http://a b/', 400, 'no valid authority'],
    ['/%', 400, 'the path holds a %'],
    ['/%0', 400, 'the path holds a %'],
    ['/%00', 400, 'the path holds a %'],
    ['http://h/%zz', 400, 'the path holds a %'],
    ['h:443', 501, 'CONNECT', 'CONNECT'],
    ['/', 501, 'CONNECT', 'CONNECT'],
  ])('%j', (target, status, reason, method = 'GET') => {
    expect(read(target, method).refusal).toEqual({ status, reason: expect.stringContaining(reason) });
  });
});
