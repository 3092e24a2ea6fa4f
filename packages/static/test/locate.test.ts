import { utimes } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { locate, type LocateOptions } from '../src/locate.ts';
import { RootFolder } from '../src/root-folder.ts';
import { CHANGED, type Folder, makeFolder } from './folder.ts';

const OPTIONS: LocateOptions = {
  index: ['index.html', 'index.htm'],
  extensions: ['html', 'txt'],
  listing: false,
  precompressed: ['br', 'gzip'],
};

let folder: Folder;
let root: RootFolder;

beforeAll(async () => {
  folder = await makeFolder({
    'root/a.txt': 'a',
    'root/about.html': 'about',
    'root/both.html': 'page',
    'root/both/index.html': 'folder',
    'root/docs/index.htm': 'docs',
    'root/bare/x': 'x',
    'root/bare.html': 'bare page',
    'root/app.js': 'app',
    'root/app.js.br': 'br',
    'root/app.js.gz': 'gzip',
    'root/app.js.zst': 'zstd',
    'root/photo.png': 'png',
    'root/photo.png.gz': 'gzip',
    'root/old.js': 'old',
    'root/old.js.gz': 'older',
    'outside/index.html': 'outside',
  });
  await folder.link('root/out', '../outside');
  const earlier = new Date(CHANGED.getTime() - 1);
  await utimes(folder.to('root/old.js.gz'), earlier, earlier);
  root = new RootFolder(folder.to('root'), true);
});
afterAll(async () => folder[Symbol.asyncDispose]());

test.each<[string, string, string]>([
  ['a.txt', 'file', 'a.txt'],
  ['a', 'file', 'a.txt'],
  ['about', 'file', 'about.html'],
  ['about.html', 'file', 'about.html'],
  ['both', 'redirect', 'both'],
  ['both/', 'file', 'both/index.html'],
  ['docs/', 'file', 'docs/index.htm'],
  ['docs', 'redirect', 'docs'],
  ['bare', 'file', 'bare.html'],
  ['bare/', 'absent', 'bare/'],
  ['', 'absent', ''],
  ['.', 'absent', '.'],
  ['missing', 'absent', 'missing'],
  ['a.txt/', 'absent', 'a.txt/'],
  ['out', 'absent', 'out'],
])('finds for %j a %s, %j', async (name, kind, found) => {
  expect(await locate(root, name, OPTIONS)).toMatchObject({ kind, name: found });
});

test.each<[string, string]>([
  ['bare/', 'listing'],
  ['bare', 'file'],
  ['docs', 'redirect'],
  ['', 'listing'],
  ['.', 'redirect'],
  ['missing/', 'absent'],
  ['out/', 'file'],
  ['out', 'absent'],
])('finds with listings for %j a %s', async (name, kind) => {
  expect((await locate(root, name, { ...OPTIONS, listing: true })).kind).toBe(kind);
});

test('lists nothing outside of the root', async () => {
  const options = { ...OPTIONS, listing: true, index: [] };
  expect((await locate(root, 'out/', options)).kind).toBe('absent');
  expect((await locate(new RootFolder(folder.to('root'), false), 'out/', options)).kind).toBe('listing');
});

test.each([
  ['app.js', ['identity', 'br', 'gzip']],
  ['photo.png', ['identity']],
  ['old.js', ['identity']],
  ['a.txt', ['identity']],
])('finds of %s the codings %j', async (name, codings) => {
  const { representations } = await locate(root, name, OPTIONS);
  expect(representations.map(({ coding }) => coding)).toEqual(codings);
});

test('looks for no siblings where none are wanted', async () => {
  expect((await locate(root, 'app.js', { ...OPTIONS, precompressed: [] })).representations).toHaveLength(1);
});
