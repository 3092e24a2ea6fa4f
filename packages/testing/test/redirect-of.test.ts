import { expect, test } from 'vitest';

import { redirectOf } from '../src/redirect-of.ts';

const request = (method = 'POST') => ({
  method,
  url: new URL('http://a.example/b/c'),
  target: '/b/c',
  headers: [
    ['Host', 'a.example'],
    ['Cookie', 'a=1'],
    ['Authorization', 'Basic a'],
    ['Content-Type', 'a/b'],
    ['Content-Length', '3'],
    ['Content-Encoding', 'gzip'],
    ['Content-Language', 'en'],
    ['X-A', '1'],
  ] as const,
});

test.each([
  [301, 'POST', 'GET'],
  [302, 'POST', 'GET'],
  [303, 'POST', 'GET'],
  [303, 'PUT', 'GET'],
  [303, 'HEAD', 'HEAD'],
  [301, 'PUT', 'PUT'],
  [302, 'DELETE', 'DELETE'],
  [307, 'POST', 'POST'],
  [308, 'PATCH', 'PATCH'],
])('%i makes of %s a %s', (status, method, becomes) => {
  const redirect = redirectOf(request(method), status, '/d');
  expect(redirect).toMatchObject({ method: becomes, keepsContent: becomes === method });
  expect(redirect?.url.href).toBe('http://a.example/d');
});

test('leaves what belongs to the content away with it, and the host and the cookies to the next request', () => {
  expect(redirectOf(request(), 303, 'd')?.headers).toEqual([
    ['Authorization', 'Basic a'],
    ['X-A', '1'],
  ]);
  expect(redirectOf(request(), 307, 'd')?.headers.map(([name]) => name)).toContain('Content-Length');
});

test('takes credentials to no other origin', () => {
  const names = redirectOf(request(), 307, 'https://a.example/')?.headers.map(([name]) => name);
  expect(names).toEqual(['Content-Type', 'Content-Length', 'Content-Encoding', 'Content-Language', 'X-A']);
});

test.each([
  [200, '/d'],
  [304, '/d'],
  [302, undefined],
  [302, 'http://['],
])('is none for %i with the Location %s', (status, location) => {
  expect(redirectOf(request(), status, location)).toBeUndefined();
});
