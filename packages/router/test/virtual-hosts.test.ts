import { type Application, derive } from '@tsgi/contract';
import { text } from '@tsgi/web';
import { client } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { virtualHosts } from '@tsgi/router';

const app = virtualHosts(
  {
    'api.example.com': text('api'),
    '*.example.com': text('any'),
    '*.deep.example.com': text('deep'),
    'Example.com': text('top'),
    '[::1]': text('six'),
  },
  text('fallback'),
);

test.each([
  ['api.example.com', 'api'],
  ['API.example.com:8080', 'api'],
  ['api.example.com.', 'api'],
  ['www.example.com', 'any'],
  ['a.b.example.com', 'any'],
  ['a.deep.example.com', 'deep'],
  ['deep.example.com', 'any'],
  ['example.com', 'top'],
  ['.example.com', 'fallback'],
  ['badexample.com', 'fallback'],
  ['[::1]:8000', 'six'],
  ['127.0.0.1', 'fallback'],
])('gives %s to %s', async (host, expected) => {
  await (await client(app).get('/', { headers: { Host: host } })).expect({ text: expected });
});

test.each([
  ['example.com', 'top'],
  ['::1', 'six'],
  ['2001:db8::1', 'fallback'],
])('goes by the name of the server, %s, where no host is asked for', async (name, expected) => {
  const hostless: Application = (environ, startResponse) => {
    const inner = derive(environ, { SERVER_NAME: name });
    delete inner.HTTP_HOST;
    return app(inner, startResponse);
  };
  await (await client(hostless).get('/')).expect({ text: expected });
});

test.each([
  [{ 'a.example:80': text('') }, "virtualHosts(): expected a host without its port, or *.host, got 'a.example:80'"],
  [{ '*': text('') }, 'expected a host'],
  [{ 'a.b': text(''), 'A.B': text('') }, "virtualHosts(): 'a.b' is there twice"],
  [{ 'a.b': 'text' }, "virtualHosts(): 'a.b' must be an application, got string"],
])('refuses %j', (hosts, message) => {
  expect(() => virtualHosts(hosts as never, text(''))).toThrow(message);
});

test('refuses to be without a fallback', () => {
  expect(() => virtualHosts({}, undefined as never)).toThrow(
    'virtualHosts(): fallback must be an application, got undefined',
  );
});
