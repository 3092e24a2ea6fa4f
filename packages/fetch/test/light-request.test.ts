import { inspect } from 'node:util';

import type { Environ } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { LightRequest } from '../src/light-request.ts';
import { nativeRequest } from '../src/native-request.ts';
import { environOf } from './environ-of.ts';

const light = (keys: Partial<Environ> = {}, content: readonly string[] = [], url = 'http://h/a?b'): Request =>
  new LightRequest(environOf(keys, content), url) as object as Request;

/** What can be compared: of objects and functions what they are. */
function plain(value: unknown): unknown {
  return typeof value === 'function' || typeof value === 'object' ? Object.prototype.toString.call(value) : value;
}

const POST: Partial<Environ> = { REQUEST_METHOD: 'POST', HTTP_ACCEPT: 'x', CONTENT_TYPE: 'application/json' };

test('tells what a native request tells, whatever is asked', () => {
  const native = nativeRequest(environOf(POST), 'http://h/a?b');
  const names = Object.keys(Object.getOwnPropertyDescriptors(Request.prototype));
  expect(names).toEqual(
    expect.arrayContaining(['method', 'url', 'headers', 'signal', 'body', 'mode', 'clone', 'text']),
  );
  for (const name of names.filter((each) => each !== 'constructor')) {
    expect(plain(Reflect.get(light(POST), name)), name).toBe(plain(Reflect.get(native, name)));
  }
  expect([...light(POST).headers]).toEqual([...native.headers]);
});

test('is an instance of Request, and shows itself as one', () => {
  expect(light()).toBeInstanceOf(Request);
  expect(Object.prototype.toString.call(light())).toBe('[object Request]');
  expect(inspect(light())).toContain("url: 'http://h/a?b'");
});

test.each([
  ['get', 'GET'],
  ['Post', 'POST'],
  ['Report', 'Report'],
  ['QUERY', 'QUERY'],
])('spells the method %s as Fetch does', (given, method) => {
  expect(light({ REQUEST_METHOD: given }).method).toBe(method);
  expect(nativeRequest(environOf({ REQUEST_METHOD: given }), 'http://h/').method).toBe(method);
});

test.each(['http://H:80/a/../b', 'http://h/ü?ü', 'http://[::1]:8000/', 'http://h/a#b', 'http://h//a'])(
  'spells the URL %s as Fetch does',
  (url) => {
    expect(light({}, [], url).url).toBe(new Request(url).url);
  },
);

test.each<[string, (request: Request) => Promise<unknown>, unknown]>([
  ['text', (request) => request.text(), '{"a":1}'],
  ['json', (request) => request.json(), { a: 1 }],
  ['bytes', (request) => request.bytes(), new TextEncoder().encode('{"a":1}')],
  ['a clone', (request) => request.clone().json(), { a: 1 }],
  ['a stream', (request) => new Response(request.body).text(), '{"a":1}'],
])('gives its content as %s, once', async (what, read, content) => {
  const request = light(POST, ['{"a":', '1}']);
  expect(request.bodyUsed).toBe(false);
  expect(await read(request)).toEqual(content);
  expect(request.bodyUsed).toBe(what !== 'a clone');
});

test('gives no content twice', async () => {
  const request = light(POST, ['{}']);
  await request.text();
  await expect(request.text()).rejects.toThrow(TypeError);
});

test('takes changes of its headers along', () => {
  const request = light(POST);
  request.headers.set('Accept', 'changed');
  expect(request.clone().headers.get('accept')).toBe('changed');
  request.headers.set('X-Late', 'late');
  expect(request.clone().headers.get('x-late')).toBe('late');
});

test('gives what another request is begun with', async () => {
  const request = new Request('http://other/', light(POST, ['{}']));
  expect([request.method, request.headers.get('accept'), await request.text()]).toEqual(['POST', 'x', '{}']);
});

test('is aborted with the exchange', () => {
  const controller = new AbortController();
  const exchange = { signal: controller.signal } as never;
  const [asked, cloned] = [light({ 'tsgi.exchange': exchange }), light({ 'tsgi.exchange': exchange })];
  const { signal } = cloned.clone();
  expect(asked.signal.aborted).toBe(false);
  controller.abort();
  expect([asked.signal.aborted, signal.aborted, cloned.signal.aborted]).toEqual([true, true, true]);
});

test('is refused where a runtime looks for what only its own requests have, and not taken for another', async () => {
  expect(() => new Request(light())).toThrow(TypeError);
  expect(() => new Request(light(), { method: 'PUT' })).toThrow(TypeError);
  await expect(fetch(light())).rejects.toThrow(TypeError);
});
