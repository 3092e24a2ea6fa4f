import { emptyInput } from '@tsgi/serving';
import { expect, test } from 'vitest';

import { nativeRequest } from '../src/native-request.ts';
import { environOf } from './environ-of.ts';

test('makes a request with the method, the fields and the content of an environ', async () => {
  const environ = environOf({ REQUEST_METHOD: 'PUT', HTTP_ACCEPT: 'x' }, ['one ', 'two']);
  const request = nativeRequest(environ, 'http://h/a?b');
  expect([request.method, request.url, request.headers.get('accept')]).toEqual(['PUT', 'http://h/a?b', 'x']);
  expect(await request.text()).toBe('one two');
});

test('asks for content as it is read, and lets go of it when it is cancelled', async () => {
  const asked: string[] = [];
  const input = {
    async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
      asked.push('asked');
      yield new Uint8Array(1);
      return undefined;
    },
    limit() {},
    close: () => void asked.push('closed'),
  };
  const { body } = nativeRequest(environOf({ REQUEST_METHOD: 'POST', 'tsgi.input': input }), 'http://h/');
  expect(asked).toEqual([]);
  const reader = body!.getReader();
  expect((await reader.read()).value).toEqual(new Uint8Array(1));
  await reader.cancel();
  expect(asked).toEqual(['asked', 'closed']);
});

test('takes other headers, and has no content where Fetch allows none', () => {
  const request = nativeRequest(environOf({ REQUEST_METHOD: 'HEAD', HTTP_A: 'a' }), 'http://h/', { b: 'b' });
  expect([...request.headers]).toEqual([['b', 'b']]);
  expect(request.body).toBeNull();
});

test('has no body where no content came, whatever the method', () => {
  const request = nativeRequest(environOf({ REQUEST_METHOD: 'DELETE', 'tsgi.input': emptyInput }), 'http://h/');
  expect([request.method, request.body]).toEqual(['DELETE', null]);
});

test('is aborted with the exchange', () => {
  const controller = new AbortController();
  const exchange = { signal: controller.signal } as never;
  const { signal } = nativeRequest(environOf({ 'tsgi.exchange': exchange }), 'http://h/');
  controller.abort();
  expect(signal.aborted).toBe(true);
});
