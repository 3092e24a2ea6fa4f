import { expect, test } from 'vitest';

import { get, get10, post, postChunked, request } from '../../src/conformance/request.ts';

test('makes requests of a method, a target and fields', () => {
  expect(get()).toBe('GET / HTTP/1.1\r\nHost: conformance.example\r\n\r\n');
  expect(request('HEAD', '/a', 'X-A: 1')).toBe('HEAD /a HTTP/1.1\r\nHost: conformance.example\r\nX-A: 1\r\n\r\n');
  expect(get10('X-A: 1')).toBe('GET / HTTP/1.0\r\nHost: conformance.example\r\nX-A: 1\r\n\r\n');
});

test('makes requests with content', () => {
  expect(post('Hello', 'X-A: 1')).toMatch(/^POST [^]*\r\nContent-Length: 5\r\nX-A: 1\r\n\r\nHello$/);
  expect(postChunked('0\r\n\r\n')).toMatch(/^POST [^]*\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n$/);
});
