import type { Application } from '@tsgi/contract';
import { type HttpRequest, text } from '@tsgi/web';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { get, integer, mount, named, router, url } from '@tsgi/router';

import { notFound } from './not-found.ts';

const answer = (): Application => text('');
const routes = [
  named('entry', get('/entries/:id', { id: integer }, answer)),
  named('pages', get('/pages{/:page}', answer)),
  named('files', get('/files/*path', answer)),
];
const link = url(routes);

test('writes the path of a route', () => {
  expect(link('entry', { id: 7 })).toBe('/entries/7');
  expect(link('pages')).toBe('/pages');
  expect(link('pages', { page: 'a/b é' })).toBe('/pages/a%2Fb%20%C3%A9');
  expect(link('files', { path: ['a', 'b/c'] })).toBe('/files/a/b%2Fc');
});

test('begins where the router stands, also for whoever is mounted in it', async () => {
  const shows = ({ environ }: HttpRequest): Application =>
    text(innerLink('here', {}, { environ }) + outerLink('entry', { id: 1 }, { environ }));
  const inner = [named('here', get('/x', shows))];
  const outer = [...routes, mount('/in', router(inner)(notFound))] as const;
  const innerLink = url(inner);
  const outerLink = url(outer);
  const app = router([mount('/site', router(outer)(notFound))])(notFound);
  await (await client(app).get('/site/in/x')).expect({ text: '/site/in/x/site/entries/1' });
  expect(outerLink('here')).toBe('/in/x');
});

test('writes a param that is called constructor, or leaves it out where it is missing', () => {
  const toTeam = url([named('team', get('/teams{/:constructor}', answer))]);
  expect([toTeam('team', { constructor: 'ferrari' }), toTeam('team')]).toEqual(['/teams/ferrari', '/teams']);
});

test('refuses what makes no path', () => {
  expect(() => link('none' as never)).toThrow(new TypeError("url(): there is no route called 'none'"));
  expect(() => link('entry', {} as never)).toThrow(new TypeError("url('entry'): Missing parameters: id"));
  expect(() => link('entry', { id: 1.5 })).toThrow('expected a safe integer');
  expect(() => link('entry', { id: 1, more: 'x' } as never)).toThrow("url('entry'): there is no param more");
  expect(() => link('files', { path: [] })).toThrow('to be a non-empty array');
  expect(() => link('pages', { page: '' })).toThrow(
    new TypeError(`url('pages'): Expected "page" to be a non-empty string`),
  );
  for (const [page, got] of [
    ['a\0', '"a\\u0000"'],
    ['\ud800', '"\\ud800"'],
    [7 as never, 'number'],
    [7n as never, 'bigint'],
  ] as const) {
    expect(() => link('pages', { page })).toThrow(
      new TypeError(`url('pages'): page must be text without U+0000 and half characters, got ${got}`),
    );
  }
  expect(() => link('files', { path: ['a', '\ud800'] })).toThrow("url('files'): path must be text");
  for (const page of ['.', '..']) expect(() => link('pages', { page })).toThrow('no path has a segment . or ..');
  expect(() => url([named('all', get('/*all', answer))])('all', { all: ['', 'evil.example'] })).toThrow(
    "url(): 'all' would lead to another site, got //evil.example",
  );
});
