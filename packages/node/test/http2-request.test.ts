import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { readStream } from '../src/http2-request.ts';

const PSEUDO = [':method', 'GET', ':scheme', 'https', ':path', '/%61?b'];

function read(...fields: string[]): { refusal: ReturnType<typeof readStream>; environ: Environ } {
  const environ = { SCRIPT_NAME: '', PATH_INFO: '', QUERY_STRING: '' } as Environ;
  return { refusal: readStream(environ, fields, 3), environ };
}

test('makes of pseudo-header fields what HTTP/1.1 has', () => {
  const { refusal, environ } = read(...PSEUDO, ':authority', 'a.example:8443', 'accept', 'x');
  expect(refusal).toBeUndefined();
  expect(environ).toEqual({
    REQUEST_METHOD: 'GET',
    REQUEST_URI: '/%61?b',
    SCRIPT_NAME: '',
    PATH_INFO: '/a',
    QUERY_STRING: 'b',
    HTTP_HOST: 'a.example:8443',
    HTTP_ACCEPT: 'x',
  });
});

test('joins the crumbs of Cookie by semicolons (RFC 9113 §8.2.3)', () => {
  expect(read(...PSEUDO, ':authority', 'a', 'cookie', 'a=1', 'cookie', 'b=2').environ.HTTP_COOKIE).toBe('a=1; b=2');
});

test('takes Host where there is no :authority', () => {
  expect(read(...PSEUDO, 'host', 'a.example').environ.HTTP_HOST).toBe('a.example');
});

test.each<[string, string[], number]>([
  ['a Host that is another', [...PSEUDO, ':authority', 'a', 'host', 'b'], 400],
  ['no host', PSEUDO, 400],
  ['a host that is none', [...PSEUDO, ':authority', 'a@b'], 400],
  ['a malformed path', [':method', 'GET', ':path', '/%zz', ':authority', 'a'], 400],
  ['too many fields', [...PSEUDO, ':authority', 'a', 'a', '1', 'b', '2', 'c', '3', 'd', '4'], 431],
  ['CONNECT', [':method', 'CONNECT', ':authority', 'a:1'], 501],
])('refuses %s', (_what, fields, status) => {
  expect(read(...fields).refusal).toMatchObject({ status });
});
