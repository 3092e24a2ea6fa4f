import type { Middleware } from '@tsgi/contract';
import { text } from '@tsgi/web';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { get, group, router } from '@tsgi/router';

import { notFound } from './not-found.ts';

/** Adds its name to a header. */
const adds =
  (name: string): Middleware =>
  (app) =>
  (environ, startResponse) =>
    app(environ, (status, headers, ...error) => startResponse(status, [...headers, ['X-By', name]], ...error));

const auth: Middleware = (app) => app;

test('puts a prefix before routes and middleware around them, the first outermost', async () => {
  const http = client(
    router([
      group(
        '/api',
        [adds('a'), adds('b')],
        [
          get('/', () => text('root')),
          get('{/:lang}/about', ({ params }) => text(`about ${params.lang}`)),
          group('/deep', [adds('c')], [get('/x', () => text('x'))]),
        ],
      ),
      get('/plain', () => text('plain')),
    ])(notFound),
  );
  const seen = async (path: string): Promise<(string | undefined)[]> => {
    const response = await http.get(path);
    return [await response.text(), response.header('X-By')];
  };
  expect(await seen('/api')).toEqual(['root', 'b, a']);
  expect(await seen('/api/')).toEqual(['no route', undefined]);
  expect(await seen('/api/en/about')).toEqual(['about en', 'b, a']);
  expect(await seen('/api/deep/x')).toEqual(['x', 'c, b, a']);
  expect(await seen('/plain')).toEqual(['plain', undefined]);
});

test('calls a middleware once for the whole group', () => {
  let calls = 0;
  const counted: Middleware = (app) => {
    calls++;
    return app;
  };
  router([group('/g', [counted], [get('/a', () => text('')), get('/b', () => text(''))])]);
  expect(calls).toBe(1);
});

test('refuses a prefix with params, what is no middleware, and what are no routes', () => {
  expect(() => group('/:a', [], [])).toThrow('the prefix must be text');
  expect(() => group('/a', ['x' as never], [])).toThrow(new TypeError("group('/a'): expected middleware, got string"));
  expect(() => group('/a', auth as never, [])).toThrow("group('/a'): expected a list of middleware, got function");
  expect(() => group('/a', [], {} as never)).toThrow("group('/a'): expected a list of routes, got object");
});
