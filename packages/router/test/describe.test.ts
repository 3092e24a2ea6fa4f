import { compose, type Application, type Middleware } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { any, describe, get, group, integer, mount, named, remove, router } from '@tsgi/router';

import { notFound } from './not-found.ts';

const answer = (): Application => notFound;
const files: Application = (...args) => notFound(...args);
const auth: Middleware = (app) => app;
const guarded: Middleware = (app) =>
  function guarding(environ, startResponse) {
    return app(environ, startResponse);
  };

test('prints a line each route, those of mounted routers too', () => {
  const inner = router([get('/users/:id', answer), mount('/files', files)])(notFound);
  const app = router([
    named('home', get('/', answer)),
    group('/api', [auth, compose()], [remove('/entries/:id', { id: integer }, answer)]),
    mount('/admin', inner),
    any('/:id', { id: { parse: String, format: String } }, answer),
  ])(notFound);
  expect(describe(app).split('\n')).toEqual([
    "GET     /                 'home'",
    'DELETE  /api/entries/:id  id: integer  within auth, composed',
    'GET     /admin/users/:id',
    'any     /admin/files/*    files',
    'any     /:id              id: converted',
  ]);
});

test('looks through the layers that compose has put together, and names those of what is mounted', () => {
  const inner = compose(guarded)(router([group('/g', [auth], [get('/x', answer)])])(notFound));
  const app = compose(guarded, guarded)(router([get('/', answer), mount('/admin', inner)])(notFound));
  expect(describe(app).split('\n')).toEqual(['GET  /', 'GET  /admin/g/x  within guarding, auth']);
  expect(describe(guarded(app))).toBe('any  /*  guarding');
});

test('names what is no router, and prints nothing for a router without routes', () => {
  expect(describe(notFound)).toBe('any  /*  response');
  expect(describe(router([])(notFound))).toBe('');
});
