import { expect, test } from 'vitest';

import { piecesOf } from '../src/path-form.ts';
import { PathNode } from '../src/path-node.ts';
import { parsePath } from '../src/path-pattern.ts';
import { PathSearch } from '../src/path-search.ts';

function treeOf(paths: readonly string[]): PathNode<string> {
  const root = new PathNode<string>('', '');
  for (const [order, target] of paths.entries()) {
    const [form = []] = parsePath(target, 'get()').forms;
    root.insert(piecesOf(form), { order, target }, '');
  }
  return root;
}

/** What is found, with the texts that its params took. */
function find(root: PathNode<string>, path: string): string | undefined {
  const search = new PathSearch<string, string>(path, path, (target, values) =>
    [target, ...values.slice(0, target.match(/[:*]/g)?.length ?? 0)].join(' '),
  );
  search.walk(root, 0, 0);
  return search.found;
}

test('goes on with a param where a text has only the first letters of the path', () => {
  const root = treeOf(['/users/:id/keys', '/:any/:b/keys', '/:any/notifications', '/users/notifications/:c']);
  expect(
    ['/users/7/keys', '/usexx/7/keys', '/us/7/keys', '/u/7/keys', '/users/7/keyx', '/users/7/keys/', '/u'].map((path) =>
      find(root, path),
    ),
  ).toEqual([
    '/users/:id/keys 7',
    '/:any/:b/keys usexx 7',
    '/:any/:b/keys us 7',
    '/:any/:b/keys u 7',
    undefined,
    undefined,
    undefined,
  ]);
  expect(find(root, '/users/notifications')).toBe('/:any/notifications users');
  expect(find(root, '/users/notifixations')).toBeUndefined();
  expect(find(root, '/users/notifications/3')).toBe('/users/notifications/:c 3');
});

test('takes more params than most paths have', () => {
  const root = treeOf(['/:a/:b/:c/:d/:e/:f/:g', '/x/:b/:c/:d/:e/:f/no']);
  expect(find(root, '/1/2/3/4/5/6/7')).toBe('/:a/:b/:c/:d/:e/:f/:g 1 2 3 4 5 6 7');
  expect(find(root, '/x/2/3/4/5/6/7')).toBe('/:a/:b/:c/:d/:e/:f/:g x 2 3 4 5 6 7');
});

test('goes on where what it finds is refused, with the texts that are the next one’s', () => {
  const search = new PathSearch<string, string>('/1/2', '/1/2', (target, values) =>
    target === '/:a/2' ? undefined : `${target} ${values.slice(0, 2).join(' ')}`,
  );
  search.walk(treeOf(['/:a/2', '/:b/:c']), 0, 0);
  expect(search.found).toBe('/:b/:c 1 2');
});

test('compares in one spelling and gives texts in the other', () => {
  const search = new PathSearch<string, string>('/users/ada', '/USERS/Ada', (target, [name]) => `${target} ${name}`);
  search.walk(treeOf(['/users/:name']), 0, 0);
  expect(search.found).toBe('/users/:name Ada');
});
