import type { Application } from '@tsgi/contract';
import { text } from '@tsgi/web';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { get, group, mount, router } from '@tsgi/router';

import { notFound } from './not-found.ts';

const paths: Application = (environ, startResponse) =>
  text(`${environ.SCRIPT_NAME}|${environ.PATH_INFO}`)(environ, startResponse);

test.each([
  ['/app', '/app|'],
  ['/app/', '/app|/'],
  ['/app/a%2Fb', '/app|/a%2Fb'],
])('moves the prefix of %s', async (path, expected) => {
  await (await client(router([mount('/app', paths)])(notFound)).post(path)).expect({ status: 200, text: expected });
});

test('takes no path that only begins like the prefix', async () => {
  await (await client(router([mount('/app', paths)])(notFound)).get('/apple')).expect({ status: 404 });
});

test('gives a router within its own paths, and the prefix itself as /', async () => {
  const inner = router([get('/', ({ prefix }) => text(`home of ${prefix}`)), get('/x', () => text('x'))])(notFound);
  const http = client(router([mount('/a', router([mount('/b', inner)])(notFound))])(notFound));
  await (await http.get('/a/b')).expect({ text: 'home of /a/b' });
  await (await http.get('/a/b/')).expect({ text: 'home of /a/b' });
  await (await http.get('/a/b/x')).expect({ text: 'x' });
  await (await http.get('/a/b/y')).expect({ status: 404 });
});

const around: Application = (environ, startResponse) => {
  const body = router([mount('/app', paths)])(notFound)(environ, startResponse);
  expect([environ.SCRIPT_NAME, environ.PATH_INFO]).toEqual(['', '/app/x']);
  return body;
};

test('leaves the environ of those around as it is', async () => {
  await (await client(around).get('/app/x')).expect({ status: 200 });
});

test('mounts at the root and within a group', async () => {
  const http = client(router([group('/g', [], [mount('/m', paths)]), mount('/', paths)])(notFound));
  await (await http.get('/g/m/x')).expect({ text: '/g/m|/x' });
  await (await http.get('/other')).expect({ text: '|/other' });
});

test('refuses a prefix with params, and what is no application', () => {
  expect(() => mount('/:id', paths)).toThrow('the prefix must be text');
  expect(() => mount('/a', {} as never)).toThrow(new TypeError("mount('/a'): expected an application, got object"));
});
