import { expect, test } from 'vitest';

import { client, type TestResponse } from '@tsgi/testing';

import { redirectToFolder } from '../src/redirect-to-folder.ts';

test.each([
  ['/docs', '/docs/'],
  ['/a/b%20c', '/a/b%20c/'],
  ['/docs?a=1&b=%2F', '/docs/?a=1&b=%2F'],
  ['//evil.example', './evil.example/'],
  ['//evil.example/a', './a/'],
  ['///evil.example/a?b', './a/?b'],
])('leads from %s to %s', async (from, to) => {
  const response = await client(redirectToFolder).get(from);
  await response.expect({ status: 301, headers: { Location: to, 'Cache-Control': 'no-cache' } });
  expect(new URL(to, `http://localhost${from}`).origin).toBe('http://localhost');
});

const at = (SCRIPT_NAME: string, PATH_INFO: string): Promise<TestResponse> =>
  client((environ, startResponse) => redirectToFolder({ ...environ, SCRIPT_NAME, PATH_INFO }, startResponse)).get('/');

test('keeps the prefix of a mount, alone too', async () => {
  expect((await at('/files', '/docs')).header('Location')).toBe('/files/docs/');
  expect((await at('/files', '')).header('Location')).toBe('/files/');
});
