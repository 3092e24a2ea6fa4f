import { describe, expect, test } from 'vitest';

import type { Application } from '@tsgi/contract';
import { answer, handler, HttpRequest, text, type HttpRequest as Request } from '@tsgi/web';

import { environOf, exchange } from './exchange.ts';

test('makes an application of a function', async () => {
  const app = handler((request) => text(`you asked for ${request.path}`));
  expect(await exchange(app, { path: '/a' })).toMatchObject({ status: 200, content: 'you asked for /a' });
});

test('stays synchronous with a synchronous function', async () => {
  expect((await exchange(handler(() => text('a')))).synchronous).toBe(true);
});

test('waits for an asynchronous function', async () => {
  const app = handler(async () => text('a'));
  expect(await exchange(app)).toMatchObject({ content: 'a', synchronous: false });
});

test('takes any application for a response', async () => {
  const app = handler(() => (environ, startResponse) => {
    startResponse('200 OK', []);
    return [environ.REQUEST_METHOD];
  });
  expect((await exchange(app)).content).toBe('GET');
});

test('lets errors through', async () => {
  const error = new Error('no');
  expect((await exchange(handler(() => Promise.reject(error)))).failure).toBe(error);
  const thrower = handler(() => {
    throw error;
  });
  expect((await exchange(thrower)).failure).toBe(error);
});

describe('what is no response', () => {
  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['text', 'string'],
    [{}, 'object'],
    [[], 'an array'],
    [new Uint8Array(1), 'object'],
  ])('%j is refused', async (value, got) => {
    const show = (): never => value as never;
    const message = `handler(): show must return a response, such as text('…') or json({ … }), got ${got}`;
    expect((await exchange(handler(show))).failure).toEqual(new TypeError(message));
    const later = async (): Promise<never> => value as never;
    expect((await exchange(handler(later))).failure).toMatchObject({ message: message.replace('show', 'later') });
  });
});

test('refuses what is no function, when it is made', () => {
  expect(() => handler(undefined as never)).toThrow('handler(): expected a function, got undefined');
});

test('believes the proxies that it was told of', async () => {
  const app = handler((request) => text(`${request.client.address} ${request.url.origin}`), {
    trustedProxies: ['192.0.2.0/24'],
  });
  const headers = { 'X-Forwarded-For': '198.51.100.1', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'a.example' };
  expect((await exchange(app, { headers })).content).toBe('198.51.100.1 https://a.example');
});

test('refuses proxies that are none, when it is made', () => {
  expect(() => handler(() => text(''), { trustedProxies: ['nonsense'] })).toThrow(TypeError);
  expect(() => handler(() => text(''), { trustedProxies: [], forwarded: 'Via' as never })).toThrow(/forwarded must be/);
});

test('can be given a request that a router has made', async () => {
  const environ = environOf();
  const body = answer(showNext, new HttpRequest(environ, { id: 6 }), () => {});
  expect(body).toEqual(['7']);
});

function showNext(request: Request<{ id: number }>): Application {
  return text(String(request.params.id + 1));
}
