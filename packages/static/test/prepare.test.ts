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
): Promise<{ representation: Representation; done: boolean }> {
  const opened = (await new RootFolder(folder.path, true).open('a'))!;
  try {
    const representation = new Representation('a', 'identity', opened.stamp);
    await meanwhile(opened);
    const done = await prepare(representation, opened, 'a', ['Accept-Encoding'], { ...OPTIONS, ...options });
    return { representation, done };
  } finally {
    await opened.file.close();
  }
}

test('reads a small file, and makes its heads', async () => {
  await using folder = await makeFolder({ a: 'content' });
  const { representation, done } = await prepared(folder);
  expect([done, representation.settled]).toEqual([true, true]);
  expect(new TextDecoder().decode(representation.content)).toBe('content');
  expect(representation.heads?.full).toContainEqual(['Vary', 'Accept-Encoding']);
});

test('reads an empty file', async () => {
  await using folder = await makeFolder({ a: '' });
  expect((await prepared(folder)).representation.content).toHaveLength(0);
});

test('leaves a large file where it is', async () => {
  await using folder = await makeFolder({ a: 'x'.repeat(1001) });
  const { representation, done } = await prepared(folder);
  expect([done, representation.content]).toEqual([true, undefined]);
});

test.each([10, 1000, 700_000])('makes a strong tag of the content of %i bytes', async (size) => {
  const content = Buffer.alloc(size, 'x');
  await using folder = await makeFolder({ a: content });
  const { representation } = await prepared(folder, { etag: 'strong' });
  const hash = createHash('sha256').update(content).digest().subarray(0, 16).toString('base64url');
  expect(representation.heads?.etag).toBe(`"${hash}"`);
});

test('knows nothing of a file that is changed meanwhile', async () => {
  await using folder = await makeFolder({ a: 'content' });
  const shrink = async (): Promise<void> => truncate(folder.to('a'), 3);
  const shrunk = await prepared(folder, {}, shrink);
  expect([shrunk.done, shrunk.representation.heads, shrunk.representation.content]).toEqual([
    false,
    undefined,
    undefined,
  ]);
  await folder.write('a', 'content');
  const rewritten = await prepared(folder, {}, async () =>
    folder.write('a', 'another', new Date(CHANGED.getTime() + 5)),
  );
  expect(rewritten.done).toBe(false);
  await folder.write('a', 'x'.repeat(2000));
  expect((await prepared(folder, { etag: 'strong' }, shrink)).done).toBe(false);
});

test('does not count on the time of a file that was changed just now', async () => {
  await using folder = await makeFolder();
  await folder.write('a', 'content', new Date());
  expect((await prepared(folder)).representation.settled).toBe(false);
});
