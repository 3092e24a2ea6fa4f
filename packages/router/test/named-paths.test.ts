import { text } from '@tsgi/web';
import { expect, test } from 'vitest';

import { get, group, mount, named, router } from '@tsgi/router';

import { namedPaths } from '../src/named-paths.ts';
import { notFound } from './not-found.ts';

const answer = (): ReturnType<typeof text> => text('');
const inner = router([named('inner', get('/:x', answer))])(notFound);

test('finds names in groups and in mounted routers', () => {
  const paths = namedPaths(
    [group('/g', [], [named('root', get('/', answer)), mount('/m', inner)]), named('top', get('/é', answer))],
    'url()',
  );
  expect([...paths].map(([name, write]) => [name, write(name === 'inner' ? { x: 'a b' } : {})])).toEqual([
    ['root', '/g'],
    ['inner', '/g/m/a%20b'],
    ['top', '/%C3%A9'],
  ]);
});

test('refuses a name that is there twice', () => {
  const routes = [named('inner', get('/', answer)), mount('/m', inner)];
  expect(() => namedPaths(routes, 'url()')).toThrow(new TypeError("url(): there are two routes called 'inner'"));
  expect(() => router(routes)).toThrow("router(): there are two routes called 'inner'");
});
