import { expect, test } from 'vitest';

import { requestUrl, type Environ } from '@tsgi/contract';

import { exampleEnviron } from './example-environ.ts';

/** An environ without a `Host`, which HTTP/1.0 allows. */
function hostless(changes: Partial<Environ>): Environ {
  const { HTTP_HOST: _, ...environ } = exampleEnviron(changes);
  return environ;
}

test('rebuilds the URL', () => {
  const environ = exampleEnviron({ SCRIPT_NAME: '/shop', PATH_INFO: '/a%2Fb', QUERY_STRING: 'q=%zz&r' });
  expect(requestUrl(environ)).toBe('http://example.com/shop/a%2Fb?q=%zz&r');
});

test.each<[string, Partial<Environ>, string]>([
  ['the scheme', { 'tsgi.url_scheme': 'https' }, 'https://example.com/'],
  ['the port that the client named', { HTTP_HOST: 'example.com:8443' }, 'http://example.com:8443/'],
  ['an IPv6 address that the client named', { HTTP_HOST: '[::1]:8002' }, 'http://[::1]:8002/'],
  ['no path', { PATH_INFO: '' }, 'http://example.com'],
  ['a mounted application at its root', { SCRIPT_NAME: '/shop', PATH_INFO: '' }, 'http://example.com/shop'],
])('keeps %s', (_, changes, url) => {
  expect(requestUrl(exampleEnviron(changes))).toBe(url);
});

test.each<[string, Partial<Environ>, string]>([
  ['the name and the port of the server', { SERVER_NAME: 'h', SERVER_PORT: '8002' }, 'http://h:8002/'],
  ['no port where it is the default of http', { SERVER_NAME: 'h', SERVER_PORT: '80' }, 'http://h/'],
  ['the port where it is the default of https', { SERVER_NAME: 'h', SERVER_PORT: '443' }, 'http://h:443/'],
  [
    'no port where it is the default of https',
    { SERVER_NAME: 'h', SERVER_PORT: '443', 'tsgi.url_scheme': 'https' },
    'https://h/',
  ],
  ['brackets around an IPv6 address', { SERVER_NAME: '::1', SERVER_PORT: '8002' }, 'http://[::1]:8002/'],
  ['brackets also without a port', { SERVER_NAME: '2001:db8::1', SERVER_PORT: '80' }, 'http://[2001:db8::1]/'],
  ['no port on a Unix socket', { SERVER_NAME: 'localhost', SERVER_PORT: '' }, 'http://localhost/'],
  ['the name of the server for an empty Host', { HTTP_HOST: '', SERVER_PORT: '' }, 'http://localhost/'],
])('without Host takes %s', (_, changes, url) => {
  expect(requestUrl('HTTP_HOST' in changes ? exampleEnviron(changes) : hostless(changes))).toBe(url);
  expect(new URL(url).href.replace(/\/$/, '')).toBe(url.replace(/\/$/, ''));
});
