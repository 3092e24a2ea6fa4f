import type { Middleware } from '@tsgi/contract';
import { text } from '@tsgi/web';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { get, group, mount, named, post, router } from '@tsgi/router';

import { entriesOf } from '../src/route-entry.ts';
import { notFound } from './not-found.ts';

const answer = (): typeof notFound => notFound;

test('makes a row of each route, groups dissolved', () => {
  const rows = entriesOf(
    [
      named('home', get('/', answer)),
      group('/api', [], [post('/', answer), get('{/:lang}', answer), group('/', [], [get('/a', answer)])]),
      mount('/m', notFound),
    ],
    undefined,
  );
  expect(rows.map(({ method, pattern, name, forms }) => [method, pattern, name, forms.length])).toEqual([
    ['GET', '/', 'home', 1],
    ['POST', '/api', undefined, 1],
    ['GET', '/api{/:lang}', undefined, 2],
    ['GET', '/api/a', undefined, 1],
    [undefined, '/m/*', undefined, 1],
  ]);
});

test('refuses what is no route, and says which', () => {
  expect(() => entriesOf([get('/', answer), {} as never], undefined)).toThrow(
    new TypeError('router(): route 2 must be made by get(…), mount(…) and the like, got object'),
  );
});

const forgets: Middleware = (app) => (environ, startResponse) => {
  const { 'router.match': _match, ...rest } = environ;
  return app(rest, startResponse);
};

test('fails where a middleware of a group hands on another environ', async () => {
  const app = router([group('/g', [forgets], [get('/', () => text(''))])])(notFound);
  const response = await client(app).get('/g');
  await response.expect({ status: 500 });
  expect(response.errors).toContain('there is no router around this application');
});
