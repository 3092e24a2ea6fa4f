import { describe, expect, test } from 'vitest';

import { piecesOf } from '../src/path-form.ts';
import { PathIndex } from '../src/path-index.ts';
import { parsePath } from '../src/path-pattern.ts';

function indexOf(paths: readonly string[], ignoresCase = false): PathIndex<string, string> {
  const index = new PathIndex<string, string>(
    (path, values) => [path, ...values.slice(0, path.match(/[:*]/g)?.length ?? 0)].join(' '),
    ignoresCase,
  );
  for (const [order, path] of paths.entries()) {
    for (const form of parsePath(path, 'get()').forms) index.insert(piecesOf(form), order, path);
  }
  return index.seal();
}

test('finds the path of the lowest order that matches', () => {
  const index = indexOf(['/a/:b', '/a/b', '/a/*c', '/:d/b']);
  expect(['/a/b', '/a/b/c', '/x/b', '/x/y', '/a/'].map((path) => index.find(path))).toEqual([
    '/a/:b b',
    '/a/*c b/c',
    '/:d/b x',
    undefined,
    undefined,
  ]);
});

test('compares without regard to letter case where it is told to, and gives the texts as they came', () => {
  const index = indexOf(['/Users/:name', '/X-:a.JSON'], true);
  expect(index.find('/uSERS/Ada')).toBe('/Users/:name Ada');
  expect(index.find('/x-Ada.json')).toBe('/X-:a.JSON Ada');
});

test('lets a converter look something up in the same index', () => {
  const index: PathIndex<string, string> = new PathIndex((target, values) => {
    const [value = ''] = values;
    return target === 'outer' && index.find(`/${value}/x`) === 'inner'
      ? `outer ${value}`
      : target === 'inner'
        ? target
        : undefined;
  });
  index.insert(piecesOf(parsePath('/:a', '').forms[0]!), 0, 'outer');
  index.insert(piecesOf(parsePath('/:a/x', '').forms[0]!), 1, 'inner');
  expect(index.seal().find('/b')).toBe('outer b');
});

const long = (text: string): string => `/${text.repeat(Math.ceil(32_000 / text.length))}`;

describe('is not made slow by a path', () => {
  const patterns = ['/*a/x/*b/y', '/:a-:b-:c-:d.json', '/*a/:b/:c/:d/z', '/*a.:b.:c', '/a*b-c*d', '/:a.:b/*c-x'];
  const index = indexOf(patterns);
  test.each(['a', '-', '/', 'a-', 'a.', '/x', 'x/', 'a/x/', '-.', 'a-c', './', 'x/a-.'])(
    'of %j again and again',
    (text) => {
      // 32 KB, twice what servers take as a target; a quadratic search takes seconds.
      const start = performance.now();
      index.find(long(text));
      index.find(`${long(text)}!`);
      expect(performance.now() - start).toBeLessThan(500);
    },
  );
});

test('visits few nodes where many paths begin alike', () => {
  // Every segment could be text or a param: two to the power of sixteen ways for whoever tries all of them.
  const index = indexOf(Array.from({ length: 16 }, (_, at) => `${'/a'.repeat(at)}/:p${'/a'.repeat(15 - at)}/no`));
  const start = performance.now();
  for (let times = 0; times < 1000; times++) index.find('/a'.repeat(16));
  expect(performance.now() - start).toBeLessThan(500);
});
