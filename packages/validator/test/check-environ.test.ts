import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { checkEnviron } from '../src/check-environ.ts';
import { TestSeam } from './fixtures/seam.ts';
import { World } from './fixtures/world.ts';

/** The rules that an environ with these changes breaks. */
function broken(changes: object): string[] {
  const seam = new TestSeam();
  checkEnviron(seam, new World().environ(changes));
  return seam.broken();
}

test('passes an environ that is right, and counts its keys', () => {
  const seam = new TestSeam();
  const environ = new World().environ();
  expect(checkEnviron(seam, environ)).toBe(Object.keys(environ).length);
  expect(seam.broken()).toEqual([]);
});

test.each([
  { SCRIPT_NAME: '/app', PATH_INFO: '' },
  { SCRIPT_NAME: '/a%2Fb', PATH_INFO: '//%E4%BD%A0/' },
  { REQUEST_METHOD: 'OPTIONS', PATH_INFO: '', REQUEST_URI: '*' },
  { QUERY_STRING: 'q=%zz&"<>' },
  { SERVER_NAME: '::1', SERVER_PORT: '' },
  { SERVER_PROTOCOL: 'HTTP/2.0' },
  { CONTENT_TYPE: 'text/plain', CONTENT_LENGTH: '0' },
  { REQUEST_URI: '/caf\xe9' },
  { REMOTE_ADDR: '2001:db8::1', REMOTE_PORT: '65535', REMOTE_USER: '你好' },
  { 'HTTP_X_!': 'café' },
  { 'sessions.session': undefined, 'my-app.db_pool.main': {} },
])('passes %j', (changes) => {
  expect(broken(changes)).toEqual([]);
});

test.each([
  ['E5', { SCRIPT_NAME: '/' }],
  ['E5', { SCRIPT_NAME: 'app' }],
  ['E5', { SCRIPT_NAME: undefined }],
  ['E6', { PATH_INFO: '/a/../b' }],
  ['E6', { PATH_INFO: '/%2f' }],
  ['E6', { PATH_INFO: '*' }],
  ['E7', { REQUEST_METHOD: 'OPTIONS', PATH_INFO: '', REQUEST_URI: '/' }],
  ['E8', { QUERY_STRING: 'a b' }],
  ['E9', { SERVER_NAME: '[::1]' }],
  ['E10', { SERVER_PORT: '65536' }],
  ['E11', { SERVER_PROTOCOL: 'HTTP/11' }],
  ['E12', { CONTENT_TYPE: 'text/你' }],
  ['E13', { CONTENT_LENGTH: '' }],
  ['E14', { REQUEST_URI: undefined }],
  ['E14', { REQUEST_URI: '/你' }],
  ['E15', { REMOTE_ADDR: '[::1]' }],
  ['E18', { HTTP_ACCEPT: undefined }],
  ['E18', { 'HTTP_X-Y': '' }],
  ['E18', { HTTP_ACCEPT: 'a\r\nb' }],
  ['E19', { HTTP_CONTENT_LENGTH: '5' }],
  ['E34', { 'Sessions.session': {} }],
  ['E34', { DOCUMENT_ROOT: '/srv' }],
])('finds a breach of %s in %j', (rule, changes) => {
  expect(broken(changes)).toEqual([rule]);
});

test('wants a plain object that can be added to', () => {
  const seam = new TestSeam();
  for (const environ of [null, 'environ', new Map(), Object.freeze(new World().environ())]) {
    checkEnviron(seam, environ as unknown as Environ);
    expect(seam.broken()).toContain('E1');
  }
  expect(checkEnviron(seam, undefined as unknown as Environ)).toBe(-1);
});

test('wants own data properties under strings', () => {
  const seam = new TestSeam();
  const environ = new World().environ({ [Symbol('hidden')]: 1 });
  Object.defineProperty(environ, 'x.hidden', { value: 1 });
  checkEnviron(seam, environ);
  expect(seam.broken()).toEqual(['E2', 'E2']);
});

test('sees another value under a header that it has seen', () => {
  const seam = new TestSeam();
  for (const HTTP_X_TEST of ['good', 'good', 'bad\n']) checkEnviron(seam, new World().environ({ HTTP_X_TEST }));
  expect(seam.broken()).toEqual(['E18']);
});

test('remembers no more headers than clients may make it', () => {
  const seam = new TestSeam();
  for (let i = 0; i < 3000; i++) checkEnviron(seam, new World().environ({ [`HTTP_X_${i}`]: 'good' }));
  expect(seam.broken()).toEqual([]);
});
