import { type HttpRequest, text } from '@tsgi/web';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { any, get, head, integer, method, options, patch, post, put, remove, router } from '@tsgi/router';

import { notFound } from './not-found.ts';

const answer = (request: HttpRequest): ReturnType<typeof text> => text(`for ${request.method}`);

test.each([
  ['GET', get],
  ['POST', post],
  ['PUT', put],
  ['PATCH', patch],
  ['DELETE', remove],
  ['OPTIONS', options],
])('makes a route for %s', async (name, make) => {
  const response = await client(router([make('/', answer)])(notFound)).request(name, '/');
  expect(await response.text()).toBe(`for ${name}`);
});

test('makes routes for any other method, which are told apart by letter case and are in Allow', async () => {
  const query = method('QUERY');
  const http = client(router([query('/:a', ({ params }) => text(`asked ${params.a}`)), get('/:a', answer)])(notFound));
  await (await http.request('QUERY', '/b')).expect({ text: 'asked b' });
  await (await http.post('/b')).expect({ status: 405, headers: { Allow: 'QUERY, GET, HEAD, OPTIONS' } });
  await (await http.request('query', '/b')).expect({ status: 405 });
  for (const wrong of ['', 'A B', 'a\n', 7 as never]) {
    expect(() => method(wrong)).toThrow("method(): expected the name of a method, such as 'QUERY'");
  }
  expect(() => query('/a', 'text' as never)).toThrow("method('QUERY')('/a'): the handler must be a function");
});

test('makes a route for HEAD, and one for every method', async () => {
  await (await client(router([head('/', answer)])(notFound)).head('/')).expect({ status: 200 });
  await (await client(router([any('/', answer)])(notFound)).request('BREW', '/')).expect({ text: 'for BREW' });
});

test('gives the handler its params, converted', async () => {
  const app = router([get('/:a/*b', { a: integer }, ({ params }) => text(JSON.stringify(params)))])(notFound);
  await (await client(app).get('/7/x/y%2Fz')).expect({ text: '{"a":7,"b":["x","y/z"]}' });
});

test('refuses a handler that is none, and says for which route', () => {
  expect(() => get('/a', 'text' as never)).toThrow(
    new TypeError("get('/a'): the handler must be a function, got string"),
  );
  expect(() => remove('/a', {}, undefined as never)).toThrow("remove('/a'): the handler must be a function");
  expect(() => get('/:a', { b: integer } as never, answer)).toThrow('there is a converter for b, which is no param');
  expect(() => get(7 as never, answer)).toThrow('get(): the path must be a string, got number');
});
