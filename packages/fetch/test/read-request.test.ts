import { blankEnviron } from '@tsgi/serving';
import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { authorityOf, readRequest, refuseCoding, targetOf } from '../src/read-request.ts';

function blank(): Environ {
  const errors = { write() {}, flush() {} };
  const site = { gateway: { errors }, multiprocess: false, serverName: 'a', serverPort: '80', wrapFile: undefined };
  return blankEnviron({ ...site, scheme: 'http' }, {}, 'HTTP/1.1', false);
}

test('puts method, fields and target into an environ', () => {
  const environ = blank();
  const request = new Request('http://h/', { method: 'PUT', headers: { 'X-A': '1', 'Content-Type': 'text/plain' } });
  expect(readRequest(environ, request, 'h.example', '/a%2fb?c')).toBeUndefined();
  expect(environ).toMatchObject({
    REQUEST_METHOD: 'PUT',
    PATH_INFO: '/a%2Fb',
    QUERY_STRING: 'c',
    HTTP_HOST: 'h.example',
    HTTP_X_A: '1',
    CONTENT_TYPE: 'text/plain',
  });
});

test.each(['a b', 'a/b', 'user@a', 'a, b'])('refuses the Host %j', (host) => {
  const request = new Request('http://h/', { headers: { Host: host } });
  expect(readRequest(blank(), request, 'h', '/')).toMatchObject({ status: 400 });
});

test.each([
  ['http://a.example/b', 'a.example', '/b'],
  ['http://other.example:8/b', 'other.example:8', 'http://other.example:8/b'],
  ['http://a.example.org/b', 'a.example.org', 'http://a.example.org/b'],
])('takes from the URL %s the authority %s, where the target has one of its own', (url, host, uri) => {
  const environ = blank();
  const request = new Request('http://h/', { headers: { Host: 'a.example' } });
  expect(readRequest(environ, request, '', targetOf(url), url)).toBeUndefined();
  expect(environ).toMatchObject({ HTTP_HOST: host, PATH_INFO: '/b', REQUEST_URI: uri });
});

test.each(['http://user@b/', 'ftp://b/', 'http:///'])('refuses the URL %s as a target', (url) => {
  const request = new Request('http://h/', { headers: { Host: 'a' } });
  expect(readRequest(blank(), request, '', targetOf(url), url)).toMatchObject({ status: 400 });
});

test.each([
  ['http://localhost:80/', ''],
  ['http://b.example/', 'b.example'],
])('where there is no Host, takes from the URL %s the authority %j, but what a runtime has made up', (url, host) => {
  const environ = blank();
  expect(readRequest(environ, new Request('http://h/'), 'localhost:80', '/', url)).toBeUndefined();
  expect(environ).toMatchObject({ HTTP_HOST: host, REQUEST_URI: '/' });
});

test.each(['gzip, chunked', 'chunked,', ',chunked', ''])('refuses content in the coding %j', (coding) => {
  expect(refuseCoding({ ...blank(), HTTP_TRANSFER_ENCODING: coding })).toMatchObject({ status: 501 });
});

test('lets chunked content through, however it is spelled, and what has no coding', () => {
  expect(refuseCoding({ ...blank(), HTTP_TRANSFER_ENCODING: 'Chunked' })).toBeUndefined();
  expect(refuseCoding(blank())).toBeUndefined();
});

test('refuses a malformed path', () => {
  expect(readRequest(blank(), new Request('http://h/'), 'h', '/%zz')).toMatchObject({ status: 400 });
});

test.each([
  ['http://h/a?b', '/a?b'],
  ['http://h', '/'],
  ['http://h/a#b', '/a#b'],
  ['https://[::1]:80/?http://h/', '/?http://h/'],
  ['/a//b', '/a//b'],
])('reads from the URL %s the target %s', (url, target) => {
  expect(targetOf(url)).toBe(target);
});

test.each([
  ['https://h.example:8443/a?b', 'h.example:8443'],
  ['https://[::1]/', '[::1]'],
  ['https://h.example', 'h.example'],
])('takes the authority out of %s', (url, authority) => {
  expect(authorityOf(url)).toBe(authority);
});
