import { inspect } from 'node:util';

import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { LightHeaders } from '../src/light-headers.ts';
import { requestHeaders } from '../src/request-headers.ts';
import { environOf } from './environ-of.ts';

const KEYS: Partial<Environ> = { HTTP_ACCEPT: 'x', HTTP_X_NONE: '', CONTENT_TYPE: 'a/b', CONTENT_LENGTH: '3' };

const light = (): Headers => new LightHeaders(environOf(KEYS)) as object as Headers;
const native = (): Headers => new Headers(requestHeaders(environOf(KEYS)));

/** What comes of a look, or of its failing. */
function told(look: (headers: Headers) => unknown, headers: Headers): unknown {
  try {
    return look(headers);
  } catch (error) {
    return error;
  }
}

test.each([
  'accept',
  'Accept',
  'ACCEPT',
  'x-none',
  'x_none',
  'host',
  'content-type',
  'Content-Length',
  'not-there',
  'tsgi.input',
  'request_method',
  '__proto__',
  'constructor',
  '',
  'a b',
  'ü',
])('tells of %j what native ones tell', (name) => {
  expect(told((headers) => headers.get(name), light())).toEqual(told((headers) => headers.get(name), native()));
  expect(told((headers) => headers.has(name), light())).toEqual(told((headers) => headers.has(name), native()));
});

test.each([[undefined], [null], [1], [Symbol('name')]])('takes %s for a name as native ones do', (name) => {
  const get = (headers: Headers): unknown => headers.get(name as never);
  expect(told(get, light())).toEqual(told(get, native()));
});

test('lists all, by every way that there is', () => {
  expect([...light()]).toEqual([...native()]);
  expect([...light().keys()]).toEqual([...native().keys()]);
  expect([...light().values()]).toEqual([...native().values()]);
  const seen: string[] = [];
  light().forEach((value, name) => seen.push(name, value));
  expect(seen).toEqual([...native()].flat());
  expect(light().getSetCookie()).toEqual([]);
  expect(inspect(light())).toBe(inspect(native()));
});

test('can be changed, and tells so', () => {
  const headers = light();
  headers.set('Accept', 'y');
  headers.append('Accept', 'z');
  headers.delete('Content-Type');
  headers.set('X-New', 'new');
  expect([headers.get('accept'), headers.get('content-type'), headers.has('x-new')]).toEqual(['y, z', null, true]);
});

test('is an instance of Headers, and is taken as such', () => {
  expect(light()).toBeInstanceOf(Headers);
  expect(Object.prototype.toString.call(light())).toBe('[object Headers]');
  expect([...new Headers(light())]).toEqual([...native()]);
  expect([...new Request('http://h/', { headers: light() }).headers]).toEqual([...native()]);
  expect([...new Response('', { headers: light() }).headers]).toEqual([...native()]);
});
