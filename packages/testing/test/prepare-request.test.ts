import { expect, test } from 'vitest';

import { headerList, prepareRequest } from '../src/prepare-request.ts';
import type { RequestOptions } from '../src/request-options.ts';

const base = new URL('http://localhost:8000/ignored');
const prepare = (target: string, options: RequestOptions = {}, method = 'GET') =>
  prepareRequest(base, [['X-Own', 'yes']], method, target, options);

test('makes a request of a path', async () => {
  const request = await prepare('/a?b#c');
  expect(request).toMatchObject({ method: 'GET', target: '/a?b#c' });
  expect(request.url.href).toBe('http://localhost:8000/a?b');
  expect(request.headers).toEqual([
    ['Host', 'localhost:8000'],
    ['X-Own', 'yes'],
  ]);
});

test.each([
  ['/a/../b', '/a/../b'],
  ['/a b/é', '/a%20b/%C3%A9'],
  ['//a', '//a'],
  ['http://other.example/a/../b?c#d', '/b?c'],
  ['*', '*'],
])('sends %s as %s', async (target, sent) => {
  expect((await prepare(target)).target).toBe(sent);
});

test.each([
  [
    '/',
    new URLSearchParams([
      ['a', '1'],
      ['a', '2'],
    ]),
    '/?a=1&a=2',
  ],
  ['/?x', { a: true, b: [1, 'é'], c: undefined }, '/?x&a=true&b=1&b=%C3%A9'],
  ['/', {}, '/'],
] as const)('adds to %s the query %o', async (target, query, sent) => {
  expect((await prepare(target, { query })).target).toBe(sent);
});

test('puts headers of the request in the place of the client’s own', async () => {
  const { headers } = await prepare('/', { headers: { 'x-own': 'no', Host: 'h.example' } });
  expect(headers).toEqual([
    ['x-own', 'no'],
    ['Host', 'h.example'],
  ]);
});

/** The fields that content adds. */
const names = async (options: RequestOptions) => (await prepare('/', options, 'POST')).headers.slice(2);

test('says how long content is, or that it is chunked, unless the test says so', async () => {
  expect(await names({ json: 1 })).toEqual([
    ['Content-Type', 'application/json'],
    ['Content-Length', '1'],
  ]);
  expect(await names({ body: ['a'] })).toEqual([['Transfer-Encoding', 'chunked']]);
  expect(await names({ body: ['a'], headers: { 'Content-Length': '1' } })).toEqual([['Content-Length', '1']]);
  expect(await names({ json: 1, headers: { 'content-type': 'a/b', 'content-length': '9' } })).toEqual([
    ['content-type', 'a/b'],
    ['content-length', '9'],
  ]);
});

test('takes headers as a list, as an object, or not at all', () => {
  expect(headerList({ a: '1' })).toEqual([['a', '1']]);
  expect(
    headerList([
      ['a', '1'],
      ['a', '2'],
    ]),
  ).toHaveLength(2);
  expect(headerList()).toEqual([]);
});

test.each([
  ['a relative path', 'a', {}, 'a target must be a path that starts with /, or a URL, got "a"'],
  ['a name that is no token', '/', { headers: { 'X A': '1' } }, 'a header name must be a token, got "X A"'],
  ['a line break', '/', { headers: { 'X-A': 'a\nb' } }, 'the value of X-A must be Latin-1 without control characters'],
])('refuses %s', async (_what, target, options, message) => {
  await expect(prepare(target, options)).rejects.toThrow(message);
});

test('refuses a method that is no token', async () => {
  await expect(prepare('/', {}, 'GE T')).rejects.toThrow('a method must be a token, got "GE T"');
});
