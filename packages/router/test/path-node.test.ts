import { expect, test } from 'vitest';

import { PathNode } from '../src/path-node.ts';

const insert = (node: PathNode<string>, text: string, order: number): void =>
  node.insert([{ type: 'text', value: text }], { order, target: text }, '');

test('shares the letters that texts begin with', () => {
  const root = new PathNode<string>('', '');
  for (const [order, text] of ['/users', '/user', '/uploads', '/'].entries()) insert(root, text, order);
  const slash = root.texts[0]!;
  expect(slash.text).toBe('/');
  expect(slash.leaves.map(({ target }) => target)).toEqual(['/']);
  const shared = slash.texts[0]!;
  expect(shared.text).toBe('u');
  expect(shared.texts.filter((node) => node !== undefined).map(({ text }) => text)).toEqual(['ploads', 'ser']);
});

test('knows the lowest order in it and below, whatever came first', () => {
  const root = new PathNode<string>('', '');
  for (const [text, order] of [
    ['/abc', 5],
    ['/abd', 3],
    ['/ab', 7],
    ['/x', 1],
  ] as const)
    insert(root, text, order);
  const slash = root.texts[0]!;
  expect([root.first, slash.first, slash.texts['a'.charCodeAt(0) - slash.base]!.first]).toEqual([1, 1, 3]);
});

test('keeps what ends in one place in its order', () => {
  const root = new PathNode<string>('', '');
  for (const order of [2, 0, 1]) root.insert([{ type: 'rest' }], { order, target: `${order}` }, '');
  expect(root.rests.map(({ target }) => target)).toEqual(['0', '1', '2']);
  expect(root.forks).toBe(true);
});
