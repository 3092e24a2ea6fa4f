import { rm } from 'node:fs/promises';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Finder, type CacheSettings } from '../src/finder.ts';
import { RootFolder } from '../src/root-folder.ts';
import { CHANGED, type Folder, makeFolder } from './folder.ts';

const CACHE: CacheSettings = { entries: 10, bytes: 1_000_000, fileBytes: 1000, maxAge: 100 };
const OPTIONS = { index: ['index.html'], extensions: [], listing: false, precompressed: [] } as const;

let folder: Folder;

function finder(cache: Partial<CacheSettings> = {}): Finder {
  return new Finder(new RootFolder(folder.path, true), OPTIONS, { ...CACHE, ...cache });
}

beforeEach(async () => {
  folder = await makeFolder({ a: 'a', b: 'b' });
  // So that what was written just now is settled.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 });
});
afterEach(async () => {
  vi.useRealTimers();
  await folder[Symbol.asyncDispose]();
});

test('remembers what it has found for a while, and then looks again', async () => {
  const files = finder();
  expect(files.fresh('/a')).toBeUndefined();
  const entry = await files.find('/a', 'a');
  expect(files.fresh('/a')).toBe(entry);
  vi.setSystemTime(Date.now() + 99);
  expect(files.fresh('/a')).toBe(entry);
  vi.setSystemTime(Date.now() + 1);
  expect(files.fresh('/a')).toBeUndefined();
  expect(await files.find('/a', 'a')).toBe(entry);
  expect(files.fresh('/a')).toBe(entry);
});

test('has nothing of a file that was changed, that is gone, or that was looked at too soon after its change', async () => {
  const files = finder();
  const entry = await files.find('/a', 'a');
  await folder.write('a', 'b', new Date(CHANGED.getTime() + 1));
  const changed = await files.find('/a', 'a');
  expect(changed).not.toBe(entry);
  expect(await files.find('/a', 'a')).toBe(changed);
  vi.setSystemTime(Date.now() - 10_000);
  await folder.write('a', 'c', new Date(CHANGED.getTime() + 1));
  const early = await files.find('/a', 'a');
  expect(await files.find('/a', 'a')).not.toBe(early);
  await rm(folder.to('a'));
  expect((await files.find('/a', 'a')).kind).toBe('absent');
});

test('remembers names that are none, and finds what comes to be there', async () => {
  const files = finder();
  const entry = await files.find('/c', 'c');
  expect([files.fresh('/c'), entry.kind]).toEqual([entry, 'absent']);
  await folder.write('c', 'c');
  expect((await files.find('/c', 'c')).kind).toBe('file');
  expect(files.fresh('/c')?.kind).toBe('file');
});

test('remembers so many names that are none, and no file the fewer', async () => {
  const files = finder();
  await files.find('/a', 'a');
  for (let i = 0; i < 50; i++) await files.find(`/${i}`, String(i));
  expect(files.fresh('/a')?.kind).toBe('file');
  expect(files.fresh('/0')).toBeUndefined();
  expect(files.fresh('/49')?.kind).toBe('absent');
});

test('remembers of long names that are none no more than their bytes allow', async () => {
  const files = finder({ entries: 1000, bytes: 100_000 });
  const long = 'x/'.repeat(2000);
  for (let i = 0; i < 50; i++) await files.find(`/${long}${i}`, `${long}${i}`);
  expect(files.fresh(`/${long}0`)).toBeUndefined();
  expect(files.fresh(`/${long}49`)?.kind).toBe('absent');
});

test('looks once for all who ask at the same time', async () => {
  const files = finder();
  const [first, second] = await Promise.all([files.find('/a', 'a'), files.find('/a', 'a')]);
  expect(second).toBe(first);
});

test('remembers nothing where that is not wanted', async () => {
  const files = finder({ maxAge: 0 });
  await files.find('/a', 'a');
  expect(files.fresh('/a')).toBeUndefined();
});

test('takes nothing for young because a clock was set back', async () => {
  const files = finder();
  await files.find('/a', 'a');
  vi.setSystemTime(Date.now() - 1000);
  expect(files.fresh('/a')).toBeUndefined();
});

test('takes note of what may not be sent, and forgets what it is told to', async () => {
  const files = finder();
  const entry = await files.find('/a', 'a');
  expect(files.refuse('/a', entry).kind).toBe('absent');
  expect(files.fresh('/a')?.kind).toBe('absent');
  files.forget('/a');
  expect(files.fresh('/a')).toBeUndefined();
});

test('counts content that is read for an entry', async () => {
  const files = finder({ bytes: 10_000 });
  const entry = await files.find('/a', 'a');
  files.grow(entry, 20_000);
  expect(files.fresh('/a')).toBeUndefined();
});
