import { text } from '@tsgi/web';
import { describe, expect, test } from 'vitest';

import { any, get, group, head, integer, mount, post, type Route, router } from '@tsgi/router';

import { findConflict } from '../src/find-conflict.ts';
import { entriesOf } from '../src/route-entry.ts';
import { random } from './random.ts';

const answer = (): ReturnType<typeof text> => text('');
const conflict = (...routes: readonly Route[]): string | undefined => {
  const found = findConflict(entriesOf(routes, undefined));
  return found && `${found.entry.pattern} by ${found.by.pattern}`;
};

describe('reports a route that can never match', () => {
  test.each([
    [[get('/a', answer), get('/a', answer)], '/a by /a'],
    [[get('/:a', answer), get('/:b', answer)], '/:b by /:a'],
    [[get('/:a', answer), get('/b', answer)], '/b by /:a'],
    [[get('/:a', answer), get('/x-:b.json', answer)], '/x-:b.json by /:a'],
    [[get('/:a-:b', answer), get('/:c-:d', answer)], '/:c-:d by /:a-:b'],
    [[get('/*a', answer), get('/b/:c/d', answer)], '/b/:c/d by /*a'],
    [[get('/:a/*b', answer), get('/x/*c', answer)], '/x/*c by /:a/*b'],
    [[get('/a{/:b}', answer), get('/a', answer)], '/a by /a{/:b}'],
    [[get('/a', answer), get('/a/:b', answer), get('/a{/:c}', answer)], '/a{/:c} by /a/:b'],
    [[any('/a', answer), post('/a', answer)], '/a by /a'],
    [[mount('/a', text('')), get('/a/b', answer)], '/a/b by /a/*'],
    [[mount('/a', text('')), mount('/a/b', text(''))], '/a/b/* by /a/*'],
    [[get('/:id', answer), get('/:id', { id: integer }, answer)], '/:id by /:id'],
    [[get('/a/b', answer), group('/a', [], [get('/b', answer)])], '/a/b by /a/b'],
  ])('%#', (routes, expected) => {
    expect(conflict(...routes)).toBe(expected);
  });
});

test('takes no heed of letters that do not count', () => {
  const routes = [get('/A/:b', answer), get('/a/B', answer)];
  expect(() => router(routes)).not.toThrow();
  expect(() => router(routes, { letterCase: 'redirect' })).not.toThrow();
  expect(() => router(routes, { letterCase: 'ignore' })).toThrow(
    'GET /a/B can never match: GET /A/:b, which comes first',
  );
  expect(() => router([get('/A', answer), get('/a', answer)], { letterCase: 'ignore' })).toThrow(
    'GET /a can never match',
  );
});

describe('says nothing of routes that can match', () => {
  test.each([
    [[get('/a', answer), get('/:a', answer)]],
    [[get('/a', answer), post('/a', answer), any('/a', answer)]],
    [[get('/a', answer), head('/a', answer)]],
    [[get('/:id', { id: integer }, answer), get('/:id', answer)]],
    [[get('/:a/b', answer), get('/b/:a', answer)]],
    [[get('/:a', answer), get('/*b', answer)]],
    [[get('/:a/:b', answer), get('/:a/*b', answer)]],
    [[get('/x/:a', answer), get('/x{/:b}', answer)]],
    [[get('/a/*b', answer), mount('/a', text(''))]],
    [[get('/*a/x', answer), get('/b/*c', answer)]],
  ])('%#', (routes) => {
    expect(conflict(...routes)).toBeUndefined();
  });
});

test('what it reports does not match, whatever is tried', () => {
  const seed = Date.now() % 1e9;
  const { pick, upTo } = random(seed);
  const segments = ['a', 'b', ':p', ':p-:q', ':p.b', 'a-:p', '*w', 'a*w', ':p'];
  const make = (): Route => {
    const [first, ...others] = Array.from({ length: upTo(3) + 1 }, () => pick(segments));
    const path = [first!, ...others.map((each) => each.replace(/\*w|:[pq]/g, pick(['a', 'b'])))].map(
      (each) => `/${each}`,
    );
    return get(path.join(''), answer);
  };
  let reported = 0;
  for (let tries = 0; tries < 300; tries++) {
    const routes = [make(), make(), make()];
    const entries = entriesOf(routes, undefined);
    const found = findConflict(entries);
    if (found === undefined) continue;
    reported++;
    const pattern = (row: number): RegExp => expressionOf(entries[row]!.pattern);
    const row = entries.indexOf(found.entry);
    for (let paths = 0; paths < 100; paths++) {
      const path = Array.from({ length: upTo(4) + 1 }, () => `/${pick(['a', 'b', 'a-b', 'x.b', 'ab', 'a-a-b'])}`).join(
        '',
      );
      if (!pattern(row).test(path)) continue;
      const before = entries.slice(0, row).some((_, index) => pattern(index).test(path));
      expect(before, `seed ${seed}: ${path} of ${found.entry.pattern}`).toBe(true);
    }
  }
  expect(reported).toBeGreaterThan(10);
});

/** What these few kinds of paths match, said once more. */
function expressionOf(path: string): RegExp {
  const source = path.replaceAll('.', '\\.').replaceAll(/:\w/g, '[^/]+').replaceAll(/\*\w/g, '.+');
  return new RegExp(`^${source}$`);
}
