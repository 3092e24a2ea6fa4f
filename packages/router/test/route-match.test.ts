import type { Application, Environ, Middleware } from '@tsgi/contract';
import { text } from '@tsgi/web';
import { client, environ } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { get, group, integer, mount, routeParams, routePattern, router } from '@tsgi/router';

import { notFound } from './not-found.ts';

/** Keeps the environ of the exchange, as a layer for logs would see it. */
async function patternOf(app: Application, path: string): Promise<string | undefined> {
  let seen: Environ | undefined;
  await client((given, startResponse) => app((seen = given), startResponse)).get(path);
  return routePattern(seen!);
}

test('leaves the pattern for the layers around, through mounts', async () => {
  const inner = router([get('/users/:id', () => text('')), mount('/files', notFound)])(notFound);
  const app = router([get('/', () => text('')), mount('/admin', inner)])(notFound);
  expect(await patternOf(app, '/')).toBe('/');
  expect(await patternOf(app, '/admin/users/7')).toBe('/admin/users/:id');
  expect(await patternOf(app, '/admin/files/a/b')).toBe('/admin/files/*');
  expect(await patternOf(app, '/admin/none')).toBe('/admin/*');
  expect(await patternOf(app, '/none')).toBeUndefined();
});

test('leaves it under the key of the specification too, for layers that do not know the router', async () => {
  let seen: Environ | undefined;
  const app = router([mount('/admin', router([get('/users/:id', () => text(''))])(notFound))])(notFound);
  await client((given, startResponse) => app((seen = given), startResponse)).get('/admin/users/7');
  expect(seen?.['tsgi.exchange'].state.get('http.route')).toBe('/admin/users/:id');
});

const shows: Application = (given, startResponse) => text(JSON.stringify(routeParams(given)))(given, startResponse);

test('gives the params to an application within a route, those of the nearest router', async () => {
  const inner = router([get('/:name', () => shows)])(notFound);
  const http = client(router([get('/:id', { id: integer }, () => shows), mount('/in', inner)])(notFound));
  await (await http.get('/7')).expect({ text: '{"id":7}' });
  await (await http.get('/in/ada')).expect({ text: '{"name":"ada"}' });
});

test('leaves to the layers of a router what that has found, whatever is routed within', async () => {
  const seen: unknown[] = [];
  const looking: Middleware = (app) => async (given, startResponse) => {
    const body = await app(given, startResponse);
    seen.push(routeParams(given));
    return body;
  };
  const inner = router([get('/:inner', () => shows)])(notFound);
  const http = client(router([group('', [looking], [get('/:outer', () => inner)])])(notFound));
  await (await http.get('/a')).expect({ text: '{"inner":"a"}' });
  expect(seen).toEqual([{ outer: 'a' }]);
});

test('says where no router is', () => {
  expect(() => routeParams(environ())).toThrow('routeParams(): there is no router around this application');
  expect(routePattern(environ())).toBeUndefined();
});
