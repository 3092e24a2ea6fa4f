import { type Application, compose } from '@tsgi/contract';
import { type HttpRequest, text } from '@tsgi/web';
import { declareTests, middlewareConformance } from '@tsgi/validator';
import { client } from '@tsgi/testing';
import { describe, expect, test } from 'vitest';

import { any, cascade, get, head, mount, options, post, put, router, virtualHosts } from '@tsgi/router';

import { notFound } from './not-found.ts';

const shows = ({ method, params }: HttpRequest): Application => text(`${method} ${JSON.stringify(params)}`);
const http = client(
  router([get('/', () => text('home')), get('/a/:b', shows), post('/a/:b', shows), get('/w/*rest', shows)])(notFound),
);

test('answers with the first route that matches, and has the application for the rest', async () => {
  await (await http.get('/')).expect({ status: 200, text: 'home' });
  await (await http.post('/a/1')).expect({ text: 'POST {"b":"1"}' });
  await (await http.get('/none')).expect({ status: 404, text: 'no route' });
});

test('answers 405 with Allow for another method, and OPTIONS with 204', async () => {
  await (await http.delete('/a/1')).expect({ status: 405, headers: { Allow: 'GET, HEAD, POST, OPTIONS' } });
  const problem = await http.delete('/a/1', { headers: { Accept: 'application/json' } });
  expect(await problem.json()).toMatchObject({ status: 405, detail: 'The path has no such method.' });
  await (await http.options('/')).expect({ status: 204, headers: { Allow: 'GET, HEAD, OPTIONS' } });
  await (await http.options('/none')).expect({ status: 404 });
});

test('answers OPTIONS * with the methods of all routes, those of routers in it too', async () => {
  const inner = compose((app) => app)(router([put('/:id', shows), any('/any', shows)])(notFound));
  const app = router([post('/a', shows), get('/b', shows), mount('/inner', inner), mount('/other', text('other'))]);
  const answer = await client(app(notFound)).request('OPTIONS', '*');
  expect([answer.status, answer.header('Allow')]).toEqual([204, 'POST, GET, HEAD, PUT, OPTIONS']);
});

test('answers HEAD with the route for GET', async () => {
  expect((await http.head('/a/1')).status).toBe(200);
});

test('has routes of its own go before each of its answers', async () => {
  const own = client(
    router([
      get('/', () => text('get')),
      head('/', () => text('', { headers: [['X-Own', 'head']] })),
      options('/', () => text('own options')),
      any('/', () => text('own 405', { status: 405 })),
    ])(notFound),
  );
  await (await own.head('/')).expect({ headers: { 'X-Own': 'head' } });
  await (await own.options('/')).expect({ text: 'own options' });
  await (await own.delete('/')).expect({ status: 405, text: 'own 405' });
});

test('keeps %2F within a segment, decodes it in the param, and refuses what is not UTF-8', async () => {
  await (await http.get('/a/x%2Fy')).expect({ text: 'GET {"b":"x/y"}' });
  await (await http.get('/w/x%2fy/%E4%BD%A0')).expect({ text: 'GET {"rest":["x/y","你"]}' });
  await (await http.get('/a/%FF')).expect({ status: 400 });
  await (await http.get('/%61/1')).expect({ text: 'GET {"b":"1"}' });
});

test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])('gives a param that is called %s', async (name) => {
  const shown = ({ params }: HttpRequest): Application => text(String((params as Record<string, unknown>)[name]));
  const teams = client(router([get(`/teams{/:${name}}`, shown), get(`/:${name}/:b`, shown)])(notFound));
  expect(await (await teams.get('/teams/ferrari')).text()).toBe('ferrari');
  expect(await (await teams.get('/lotus/7')).text()).toBe('lotus');
});

test('redirects to the right spelling, with the query, and never to another site', async () => {
  const app = router([get('/dir/', shows), post('/dir/', shows), get('/*all/', shows)], { trailingSlash: 'redirect' });
  const spells = client(app(notFound));
  await (await spells.get('/dir?q=1')).expect({ status: 301, headers: { Location: '/dir/?q=1' } });
  await (await spells.post('/dir')).expect({ status: 308, headers: { Location: '/dir/' } });
  await (await spells.request('GET', '//evil.example')).expect({ status: 404 });
});

test('takes other spellings for the right one where it is told to', async () => {
  const app = router([get('/Dir/:x', shows)], { trailingSlash: 'ignore', letterCase: 'ignore' })(notFound);
  await (await client(app).get('/dIR/Ada/')).expect({ text: 'GET {"x":"Ada"}' });
});

test('trusts proxies as it is told to', async () => {
  const app = router([get('/', ({ scheme }) => text(scheme))], { trustedProxies: ['0.0.0.0/0', '::/0'] })(notFound);
  const response = await client(app).get('/', {
    headers: { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '192.0.2.1' },
  });
  expect(await response.text()).toMatch(/^https?$/);
});

test('refuses wrong routes and options when it is built', () => {
  expect(() => router({} as never)).toThrow(new TypeError('router(): expected a list of routes, got object'));
  expect(() => router([], { trailingSlash: 'no' as never })).toThrow(
    new TypeError(`router(): trailingSlash must be 'exact', 'redirect' or 'ignore', got "no"`),
  );
  expect(() => router([get('/:a', shows), get('/b', shows)])).toThrow(
    new TypeError('router(): GET /b can never match: GET /:a, which comes first, takes its paths'),
  );
  expect(() => router([])('x' as never)).toThrow('router(): expected an application, got string');
});

describe('what passes through', () => {
  const other = router([get('/:a/b', ({ params }) => text(params.a)), post('/', shows)]);
  describe.each([
    ['a router without routes', router([])],
    ['a cascade', (app: Application) => cascade([notFound, app])],
    ['virtual hosts', (app: Application) => virtualHosts({ 'other.example': notFound }, app)],
  ])('%s', (_name, middleware) => {
    declareTests(middlewareConformance(middleware), { describe, test });
  });

  describe('a router with routes', () => {
    const cases = middlewareConformance(other, {
      environ: { PATH_INFO: '/through' },
      answers: [{ PATH_INFO: '/x/b' }, { PATH_INFO: '/x/b', REQUEST_METHOD: 'DELETE' }],
    });
    test('are held to everything but what is asked of any path, for the path decides', () => {
      const moot = cases.filter(({ skip }) => skip !== undefined).map(({ name }) => name);
      expect(moot).toEqual(['passes a path with its encoded characters on']);
    });
    declareTests(
      cases.filter(({ skip }) => skip === undefined),
      { describe, test },
    );
  });
});
