import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { divideAtMount } from '../src/mount-point.ts';

test.each<[path: string, url: string, originalUrl: string | undefined, script: string, info: string]>([
  ['/a/b', '/a/b', undefined, '', '/a/b'],
  ['/a/b', '/a/b?q', '/a/b?q', '', '/a/b'],
  ['/a/b', '/b?q', '/a/b?q', '/a', '/b'],
  ['/a/', '/', '/a/', '/a', '/'],
  ['/a', '/', '/a', '/a', ''],
  ['/a', '/?q', '/a?q', '/a', ''],
  ['/a', '', '/a', '/a', ''],
  ['/a//b', '/b', '/a//b', '/a', '//b'],
  ['//', '/', '//', '', '//'],
  ['/a/%C3%A9', '/%c3%a9', '/a/%c3%a9', '/a', '/%C3%A9'],
  ['/a', '/rewritten', '/a', '', '/rewritten'],
])('divides %s, of which %s is left of %s', (path, url, originalUrl, script, info) => {
  const environ = { SCRIPT_NAME: '', PATH_INFO: path } as Environ;
  divideAtMount(environ, { url, originalUrl });
  expect([environ.SCRIPT_NAME, environ.PATH_INFO]).toEqual([script, info]);
});
