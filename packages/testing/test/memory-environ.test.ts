import type { HeaderList } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { memoryEnviron } from '../src/memory-environ.ts';

const make = (target: string, headers: HeaderList = [], url = 'http://localhost/', method = 'GET') =>
  memoryEnviron({ method, url: new URL(url), target, headers });

test('makes an environ of a request', () => {
  expect(make('/a/../%62?c=%64', [['Host', 'h.example']], 'https://h.example/')).toMatchObject({
    REQUEST_METHOD: 'GET',
    SCRIPT_NAME: '',
    PATH_INFO: '/b',
    QUERY_STRING: 'c=%64',
    REQUEST_URI: '/a/../%62?c=%64',
    SERVER_NAME: 'h.example',
    SERVER_PORT: '443',
    HTTP_HOST: 'h.example',
    'tsgi.url_scheme': 'https',
  });
});

test('makes keys of header fields, joins repeats, and leaves names with _ out', () => {
  const environ = make('/', [
    ['X-A', '1'],
    ['x-a', '2'],
    ['Cookie', 'a=1'],
    ['Cookie', 'b=2'],
    ['Content-Type', 'text/plain'],
    ['Content-Length', '5'],
    ['X_User', 'root'],
  ]);
  expect(environ).toMatchObject({
    HTTP_X_A: '1, 2',
    HTTP_COOKIE: 'a=1; b=2',
    CONTENT_TYPE: 'text/plain',
    CONTENT_LENGTH: '5',
  });
  expect(Object.keys(environ ?? {}).filter((key) => /USER|HTTP_CONTENT/.test(key))).toEqual([]);
});

test('knows ports, addresses, and OPTIONS *', () => {
  expect(make('/', [], 'http://[::1]:8000/')).toMatchObject({ SERVER_NAME: '::1', SERVER_PORT: '8000' });
  expect(make('*', [], 'http://localhost/', 'OPTIONS')).toMatchObject({ PATH_INFO: '', REQUEST_URI: '*' });
});

test('gives none for a target that a server refuses', () => {
  expect(make('/%zz')).toMatchObject({ status: 400, reason: expect.stringContaining('the path holds a %') });
  expect(make('*')).toMatchObject({ status: 400, reason: expect.stringContaining('for OPTIONS alone') });
  expect(make('/', [], 'http://localhost/', 'CONNECT')).toMatchObject({ status: 501 });
  expect(make('/', [['Expect', 'cake']])).toMatchObject({ status: 417 });
});
