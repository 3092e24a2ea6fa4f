import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { compressFiles, staticFiles, type CompressedSibling, type CompressOptions } from '@tsgi/static';
import { client } from '@tsgi/testing';

import { behind, CHANGED, makeFolder } from './folder.ts';

const TEXT = 'once upon a time '.repeat(1000);
const EARLIER = new Date(CHANGED.getTime() - 5000);

test('writes siblings, which are then served', async () => {
  await using folder = await makeFolder({ 'a.txt': TEXT, 'docs/b.html': TEXT });
  expect(await compressFiles(folder.path)).toEqual({ files: 2, written: 6, current: 0, removed: 0, none: 0 });
  expect((await readdir(folder.to('docs'))).toSorted()).toEqual(['b.html', 'b.html.br', 'b.html.gz', 'b.html.zst']);
  const response = await client(staticFiles(folder.path)(behind)).get('/docs/b.html', {
    headers: { 'Accept-Encoding': 'gzip' },
  });
  expect(response.header('Content-Encoding')).toBe('gzip');
  expect(gunzipSync(await response.bytes()).toString()).toBe(TEXT);
});

test('leaves what is right the second time, and writes anew what is of another day', async () => {
  await using folder = await makeFolder({ 'a.txt': TEXT });
  await compressFiles(pathToFileURL(folder.path), { codings: ['gzip'] });
  expect(await compressFiles(folder.path, { codings: ['gzip'] })).toMatchObject({ written: 0, current: 1 });
  await folder.write('a.txt', TEXT.toUpperCase(), new Date(CHANGED.getTime() + 1));
  expect(await compressFiles(folder.path, { codings: ['gzip'] })).toMatchObject({ written: 1, current: 0 });
  expect(gunzipSync(await readFile(folder.to('a.txt.gz'))).toString()).toBe(TEXT.toUpperCase());
});

test('passes by what is compressed, hidden, short, a link, or a sibling', async () => {
  await using folder = await makeFolder({
    'a.png': TEXT,
    '.env': TEXT,
    '.git/config': TEXT,
    'short.txt': 'short',
    'b.js.br': TEXT,
    'c.custom.zst': TEXT,
    'c.custom': 'short',
    '.well-known/long.txt': TEXT,
  });
  await folder.link('link.txt', 'a.png');
  const seen: CompressedSibling[] = [];
  await compressFiles(folder.path, { codings: ['gzip'], onSibling: (sibling) => void seen.push(sibling) });
  expect(seen).toEqual([
    {
      name: '.well-known/long.txt',
      coding: 'gzip',
      outcome: 'written',
      originalSize: TEXT.length,
      size: expect.any(Number),
    },
  ]);
});

test('removes what is of another day and would not be smaller, or whose original has become short', async () => {
  await using folder = await makeFolder({
    'a.bin': Buffer.from(Array.from({ length: 2000 }, (_, i) => (i * i * 31) % 251)),
  });
  await folder.write('noise', crypto.getRandomValues(new Uint8Array(4000)));
  await folder.write('noise.gz', 'old', EARLIER);
  await folder.write('short.txt', 'short');
  await folder.write('short.txt.gz', 'old', EARLIER);
  const outcomes: string[] = [];
  await compressFiles(folder.path, {
    codings: ['gzip'],
    onSibling: ({ name, outcome }) => void outcomes.push(`${name} ${outcome}`),
  });
  expect(outcomes.toSorted()).toEqual(['a.bin written', 'noise removed', 'short.txt removed']);
  expect((await readdir(folder.path)).filter((name) => name.endsWith('.gz'))).toEqual(['a.bin.gz']);
});

test('says of what would not be smaller that there is none', async () => {
  await using folder = await makeFolder({ noise: crypto.getRandomValues(new Uint8Array(4000)) });
  expect(await compressFiles(folder.path, { jobs: 1 })).toEqual({
    files: 1,
    written: 0,
    current: 0,
    removed: 0,
    none: 3,
  });
});

test.each<[object, string]>([
  [{ codings: ['deflate'] }, "codings must be a list of 'br', 'zstd' and 'gzip', got [\"deflate\"]"],
  [{ minBytes: -1 }, 'minBytes must be a whole number from 0, got -1'],
  [{ jobs: 0 }, 'jobs must be a whole number from 1, got 0'],
])('refuses %j', async (options, message) => {
  await expect(compressFiles('.', options as CompressOptions)).rejects.toThrow(`compressFiles(): ${message}`);
});

test('fails where there is no such directory', async () => {
  await expect(compressFiles('/nowhere/at/all')).rejects.toThrow('ENOENT');
});

test('goes on where something cannot be compressed, and then says what that was', async () => {
  await using folder = await makeFolder({
    'a.txt': TEXT,
    'a.txt.gz/in-the-way': '',
    'b.txt': TEXT,
    'short.txt': 'short',
  });
  await mkdir(folder.to('short.txt.gz'));
  const compressing = compressFiles(folder.path, { codings: ['gzip'], jobs: 1 });
  await expect(compressing).rejects.toThrow(AggregateError);
  await expect(compressing).rejects.toThrow(/^compressFiles\(\): all is done but for [A-Z]+: .*a\.txt\.gz'$/);
  expect((await readdir(folder.path)).toSorted()).toEqual([
    'a.txt',
    'a.txt.gz',
    'b.txt',
    'b.txt.gz',
    'short.txt',
    'short.txt.gz',
  ]);
});

test.skipIf(process.platform !== 'linux')('passes by a name that is not UTF-8', async () => {
  await using folder = await makeFolder({ 'a.txt': TEXT });
  await writeFile(Buffer.concat([Buffer.from(folder.to('b')), Buffer.from([0xff]), Buffer.from('.txt')]), TEXT);
  expect(await compressFiles(folder.path, { codings: ['gzip'] })).toMatchObject({ files: 1, written: 1 });
});
