import { inspect } from 'node:util';

import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { LightRequest } from '../src/light-request.ts';
import { nativeRequest } from '../src/native-request.ts';
import { environOf } from './environ-of.ts';

const light = (keys: Partial<Environ> = {}, url = 'http://h/a?b'): Request =>
  new LightRequest(environOf(keys), url) as object as Request;

/** What can be compared: of objects and functions what they are. */
function plain(value: unknown): unknown {
  return typeof value === 'function' || typeof value === 'object' ? Object.prototype.toString.call(value) : value;
}

const FIELDS: Partial<Environ> = { HTTP_ACCEPT: 'x', HTTP_COOKIE: 'a=1; b=2' };

test('tells what a native request tells, whatever is asked', () => {
  const native = nativeRequest(environOf(FIELDS), 'http://h/a?b');
  const names = Object.keys(Object.getOwnPropertyDescriptors(Request.prototype));
  expect(names).toEqual(
    expect.arrayContaining(['method', 'url', 'headers', 'signal', 'body', 'mode', 'clone', 'text']),
  );
  for (const name of names)
    expect(plain(Reflect.get(light(FIELDS), name)), name).toBe(plain(Reflect.get(native, name)));
  expect([...light(FIELDS).headers]).toEqual([...native.headers]);
});

test('is an instance of Request, and shows itself as one', () => {
  expect(light()).toBeInstanceOf(Request);
  expect(light().constructor).toBe(Request);
  expect(Object.prototype.toString.call(light())).toBe('[object Request]');
  expect(inspect(light())).toContain("url: 'http://h/a?b'");
  expect(Object.keys(light())).toEqual([]);
});

test.each(['http://H:80/a/../b', 'http://h/ü?ü', 'http://[::1]:8000/', 'http://h/a#b', 'http://h//a'])(
  'spells the URL %s as Fetch does',
  (url) => {
    expect(light({}, url).url).toBe(new Request(url).url);
  },
);

test('has no content, however it is read and however often', async () => {
  const request = light();
  expect([request.body, request.bodyUsed]).toEqual([null, false]);
  expect([await request.text(), await request.text()]).toEqual(['', '']);
  expect((await request.arrayBuffer()).byteLength).toBe(0);
  expect((await request.blob()).size).toBe(0);
  await expect(request.json()).rejects.toThrow(SyntaxError);
  await expect(request.formData()).rejects.toThrow(TypeError);
  expect(request.bodyUsed).toBe(false);
});

test('takes changes of its headers along', () => {
  const request = light(FIELDS);
  const { headers } = request;
  headers.set('Accept', 'changed');
  expect(request.clone().headers.get('accept')).toBe('changed');
  request.headers.set('X-Late', 'late');
  expect(request.clone().headers.get('x-late')).toBe('late');
  expect(inspect(request)).toContain('late');
  expect(request.headers).toBe(headers);
});

test('gives clones that are changed alone, and that a runtime takes', () => {
  const request = light(FIELDS);
  const clone = request.clone();
  clone.headers.set('Accept', 'changed');
  expect([request.headers.get('accept'), clone.clone().headers.get('accept')]).toEqual(['x', 'changed']);
  expect(new Request(request.clone(), { method: 'PUT' }).headers.get('accept')).toBe('x');
});

test('gives what another request is begun with', () => {
  const request = new Request('http://other/', light(FIELDS));
  expect([request.method, request.url, request.headers.get('accept')]).toEqual(['GET', 'http://other/', 'x']);
});

test('is aborted with the exchange, as its clones are', () => {
  const controller = new AbortController();
  const request = light({ 'tsgi.exchange': { signal: controller.signal } as never });
  const { signal } = request;
  const clone = request.clone();
  const begun = new Request('http://other/', request);
  expect([signal.aborted, clone.signal.aborted, begun.signal.aborted]).toEqual([false, false, false]);
  controller.abort();
  expect([signal.aborted, clone.signal.aborted, begun.signal.aborted]).toEqual([true, true, true]);
  expect(request.signal).toBe(signal);
});

test('is refused where a runtime looks for what only its own requests have, and not taken for another', async () => {
  expect(() => new Request(light())).toThrow(TypeError);
  expect(() => new Request(light(), { method: 'PUT' })).toThrow(TypeError);
  await expect(fetch(light())).rejects.toThrow(TypeError);
});

test('is told from a native one', () => {
  expect([LightRequest.is(light()), LightRequest.is(light().clone())]).toEqual([true, false]);
});
