import { expect, test } from 'vitest';

import { KnownPaths } from '../src/known-paths.ts';

const table = (...paths: readonly string[]): KnownPaths<string> =>
  new KnownPaths(new Map(paths.map((path) => [path, `found ${path}`])));

test('finds a path by its whole text', () => {
  const known = table('/', '/user', '/user/keys', '/user/keyz', '/über');
  expect(known.get('/')).toBe('found /');
  expect(known.get('/user/keys')).toBe('found /user/keys');
  expect(known.get('/über')).toBe('found /über');
  // The same letters where it looks first, and of the same length.
  for (const path of ['/uxer/keys', '/user/keyx', '/user/key', '', '/x', 'é']) expect(known.get(path)).toBeUndefined();
});

test('knows nothing when it is empty', () => {
  expect(table().get('/')).toBeUndefined();
  expect(table().get('')).toBeUndefined();
});

test('never finds another path, and keeps few of those that look alike', () => {
  const paths = Array.from({ length: 100 }, (_, index) => `/${String(index).padStart(2, '0')}/the/same/end`);
  const known = table(...paths);
  const found = paths.map((path) => known.get(path));
  expect(found.filter((each) => each !== undefined)).toHaveLength(4);
  for (const [index, each] of found.entries()) expect([undefined, `found ${paths[index]}`]).toContain(each);
});
