import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Application } from '@tsgi/contract';
import { client } from '@tsgi/testing';

import { answerListing } from '../src/listing.ts';
import { RootFolder } from '../src/root-folder.ts';
import { type Folder, makeFolder } from './folder.ts';

const OPTIONS = { dotfiles: ['.well-known'], windows: false };

let folder: Folder;
let root: RootFolder;

beforeAll(async () => {
  folder = await makeFolder({
    'root/b.txt': 'bb',
    'root/a/c.txt': 'c',
    'root/.env': 'secret',
    'root/.well-known/x': 'x',
    'root/back\\slash': '',
    'root/<img src=x onerror=alert(1)>.txt': 'img',
    'outside/secret': 's',
  });
  await folder.link('root/in', 'b.txt');
  await folder.link('root/out', '../outside/secret');
  await folder.link('root/out-folder', '../outside');
  await folder.link('root/dangling', 'nothing');
  root = new RootFolder(folder.to('root'), true);
});
afterAll(async () => folder[Symbol.asyncDispose]());

const listingOf =
  (name: string): Application =>
  async (environ, startResponse) =>
    (await answerListing(root, name, OPTIONS, environ, startResponse)) ?? [];

test('lists what would be served, and nothing else', async () => {
  const response = await client(listingOf('')).get('/');
  await response.expect({ status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  const links = [...(await response.text()).matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
  expect(links).toEqual([
    './.well-known/',
    './a/',
    './%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.txt',
    './b.txt',
    './in',
  ]);
});

test('runs nothing that might be in a name', async () => {
  const response = await client(listingOf('')).get('/');
  expect(response.header('Content-Security-Policy')).toMatch(/^default-src 'none'/);
  expect(await response.text()).not.toContain('<img');
});

test('has the path of the request, and a way up below the root', async () => {
  const response = await client(listingOf('a/')).get('/files/a/');
  const page = await response.text();
  expect(page).toContain('Index of /files/a/');
  expect(page).toContain('href="../"');
});

test('begins nothing for what is no directory below the root', async () => {
  const heads: unknown[] = [];
  const ask = (name: string) =>
    answerListing(root, name, OPTIONS, {} as Parameters<Application>[0], (...head) => void heads.push(head));
  expect([await ask('out-folder'), await ask('b.txt'), await ask('missing')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(heads).toEqual([]);
});
