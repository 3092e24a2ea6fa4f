/** What the types let through and what they refuse, checked by compiling this file: nothing here runs. */

import type { Application } from '@tsgi/contract';
import type { HttpRequest } from '@tsgi/web';
import { expectTypeOf } from 'vitest';

import { get, group, integer, mount, named, type PathParams, post, router, url } from '@tsgi/router';

declare const app: Application;
declare const anyPath: string;

// Params are read from the literal.
expectTypeOf<PathParams<'/:a/b-:c.json'>>().toEqualTypeOf<{ readonly a: string; readonly c: string }>();
expectTypeOf<PathParams<'/*rest'>>().toEqualTypeOf<{ readonly rest: readonly string[] }>();
expectTypeOf<PathParams<'/:a{/:b{-:c}}/:d'>>().toEqualTypeOf<{
  readonly a: string;
  readonly d: string;
  readonly b?: string;
  readonly c?: string;
}>();
expectTypeOf<PathParams<'/:"two words"/:名前'>>().toEqualTypeOf<{
  readonly 'two words': string;
  readonly 名前: string;
}>();

get('/\\:id', ({ params }) => {
  expectTypeOf<keyof typeof params>().toEqualTypeOf<never>();
  return app;
});

get('/entries/:id', ({ params }) => {
  expectTypeOf(params.id).toEqualTypeOf<string>();
  // @ts-expect-error -- no such param
  void params.other;
  return app;
});

// Converters change the type.
post('/entries/:id{/:page}/*ids', { id: integer, ids: integer }, async ({ params }) => {
  expectTypeOf(params).toEqualTypeOf<{
    readonly id: number;
    readonly ids: readonly number[];
    readonly page?: string;
  }>();
  return app;
});
// @ts-expect-error -- a converter for no param
get('/entries/:id', { other: integer }, () => app);
// @ts-expect-error -- no converter
get('/entries/:id', { id: Number }, () => app);
// @ts-expect-error -- no response
get('/', () => 'text');

// A path that is known only when it runs has params of any name and no known type.
get(anyPath, ({ params }) => {
  expectTypeOf(params['a']).toEqualTypeOf<unknown>();
  return app;
});

// A handler that asks for no params suits every route.
declare const plain: (request: HttpRequest) => Application;
get('/:a/*b', plain);

const inner = router([named('inner', get('/:x', plain))])(app);
const routes = [
  named('home', get('/', plain)),
  named('entry', get('/entries/:id', { id: integer }, plain)),
  named('page', get('/pages{/:page}', plain)),
  get('/unnamed', plain),
  group('/g', [], [named('files', get('/files/*path', plain))]),
  mount('/m', inner),
  mount('/other', app),
];
const link = url(routes);

link('home');
link('entry', { id: 7 });
link('page');
link('page', { page: 'x' });
link('files', { path: ['a'] });
link('inner', { x: 'a' });
// @ts-expect-error -- no such name
link('none');
// @ts-expect-error -- a param is missing
link('entry');
// @ts-expect-error -- a param is missing
link('entry', {});
// @ts-expect-error -- another type than the converter's
link('entry', { id: '7' });
// @ts-expect-error -- a wildcard takes a list
link('files', { path: 'a' });
// @ts-expect-error -- the param of a mounted router's route
link('inner', {});
// @ts-expect-error -- a mount has no path of its own
named('m', mount('/m', app));
