import { createHash } from 'node:crypto';
import { truncate } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { prepare, type PrepareOptions } from '../src/prepare.ts';
import { Representation } from '../src/representation.ts';
import { type Opened, RootFolder } from '../src/root-folder.ts';
import { CHANGED, type Folder, makeFolder } from './folder.ts';

const OPTIONS: PrepareOptions = {
  cacheControl: () => undefined,
  types: {},
  headers: undefined,
  etag: 'weak',
  fileBytes: 1000,
};

async function prepared(
  folder: Folder,
  options: Partial<PrepareOptions> = {},
  meanwhile: (opened: Opened) => Promise<void> = async () => {},
): Promise<Representation> {
  const opened = (await new RootFolder(folder.path, true).open('a'))!;
  try {
    const representation = new Representation('a', 'identity', opened.stamp);
    await meanwhile(opened);
    await prepare(representation, opened, 'a', ['Accept-Encoding'], { ...OPTIONS, ...options });
    return representation;
  } finally {
    await opened.file.close();
  }
}

test('reads a small file, and makes its heads', async () => {
  await using folder = await makeFolder({ a: 'content' });
  const representation = await prepared(folder);
  expect(new TextDecoder().decode(representation.content)).toBe('content');
  expect(representation.heads?.full).toContainEqual(['Vary', 'Accept-Encoding']);
});

test('reads an empty file', async () => {
  await using folder = await makeFolder({ a: '' });
  expect((await prepared(folder)).content).toHaveLength(0);
});

test('leaves a large file where it is', async () => {
  await using folder = await makeFolder({ a: 'x'.repeat(1001) });
  const { heads, content } = await prepared(folder);
  expect([heads?.full.length, content]).toEqual([7, undefined]);
});

test.each([10, 1000, 700_000])('makes a strong tag of the content of %i bytes', async (size) => {
  const content = Buffer.alloc(size, 'x');
  await using folder = await makeFolder({ a: content });
  const { heads } = await prepared(folder, { etag: 'strong' });
  const hash = createHash('sha256').update(content).digest().subarray(0, 16).toString('base64url');
  expect(heads?.etag).toBe(`"${hash}"`);
});

const failing = (): never => {
  throw new Error('no heads');
};

test('keeps nothing of a file that gets no heads', async () => {
  await using folder = await makeFolder({ a: 'content' });
  const opened = (await new RootFolder(folder.path, true).open('a'))!;
  const representation = new Representation('a', 'identity', opened.stamp);
  await expect(prepare(representation, opened, 'a', [], { ...OPTIONS, headers: failing })).rejects.toThrow('no heads');
  await opened.file.close();
  expect(representation).toMatchObject({ heads: undefined, content: undefined });
});

test('knows nothing of a file that is changed meanwhile', async () => {
  await using folder = await makeFolder({ a: 'content' });
  const shrink = async (): Promise<void> => truncate(folder.to('a'), 3);
  expect(await prepared(folder, {}, shrink)).toMatchObject({ heads: undefined, content: undefined });
  await folder.write('a', 'content');
  const rewritten = await prepared(folder, {}, async () =>
    folder.write('a', 'another', new Date(CHANGED.getTime() + 5)),
  );
  expect(rewritten).toMatchObject({ heads: undefined, content: undefined });
  await folder.write('a', 'x'.repeat(2000));
  expect((await prepared(folder, { etag: 'strong' }, shrink)).heads).toBeUndefined();
});
