import { expect, test } from 'vitest';

import { Entry } from '../src/entry.ts';
import { EntryCache } from '../src/entry-cache.ts';
import { FileStamp } from '../src/file-stamp.ts';
import { Representation } from '../src/representation.ts';

function file(bytes: number): Entry {
  const stamp = new FileStamp({ dev: 1n, ino: 2n, size: BigInt(bytes), mtimeNs: 4n, ctimeNs: 5n });
  const representation = new Representation('a', 'identity', stamp);
  representation.content = new Uint8Array(bytes);
  return new Entry('file', 'a', 0, [representation]);
}

const names = (cache: EntryCache, ...all: readonly string[]): string =>
  all.filter((name) => cache.get(name) !== undefined).join(' ');

test('gives what was put in, and nothing else', () => {
  const cache = new EntryCache(10, 1_000_000);
  const entry = file(1);
  cache.set('/a', entry);
  expect(cache.get('/a')).toBe(entry);
  expect(cache.get('/b')).toBeUndefined();
  cache.delete('/a');
  cache.delete('/b');
  expect([cache.get('/a'), cache.size, cache.bytes]).toEqual([undefined, 0, 0]);
});

test('is bounded in number, and forgets first what nobody asked for', () => {
  const cache = new EntryCache(3, 1_000_000);
  for (const name of ['a', 'b', 'c']) cache.set(name, file(0));
  cache.get('a');
  cache.set('d', file(0));
  expect(cache.size).toBe(3);
  expect(names(cache, 'a', 'b', 'c', 'd')).toBe('a c d');
});

test('forgets one also where all were asked for', () => {
  const cache = new EntryCache(3, 1_000_000);
  for (const name of ['a', 'b', 'c']) cache.set(name, file(0));
  names(cache, 'a', 'b', 'c');
  cache.set('d', file(0));
  expect(cache.size).toBe(3);
});

test('is bounded in bytes, content that comes later too', () => {
  const cache = new EntryCache(100, 100_000);
  for (const name of ['a', 'b', 'c', 'd']) cache.set(name, file(30_000));
  expect(names(cache, 'a', 'b', 'c', 'd')).toBe('b c d');
  const late = file(0);
  cache.set('e', late);
  cache.grow(late, 60_000);
  expect(cache.bytes).toBeLessThanOrEqual(100_000);
  expect(cache.size).toBeGreaterThan(0);
});

test('counts nothing for an entry that it no longer has', () => {
  const cache = new EntryCache(100, 100_000);
  const entry = file(0);
  cache.set('a', entry);
  cache.set('a', file(0));
  const { bytes } = cache;
  cache.grow(entry, 50_000);
  expect(cache.bytes).toBe(bytes);
});

test('keeps nothing that is larger than all of it', () => {
  const cache = new EntryCache(100, 1000);
  cache.set('a', file(5000));
  expect([cache.size, cache.bytes]).toEqual([0, 0]);
});

test('keeps nothing where it may have nothing', () => {
  const cache = new EntryCache(0, 1_000_000);
  cache.set('a', file(1));
  expect(cache.size).toBe(0);
});

test('counts long paths, and names, as what they are', () => {
  const cache = new EntryCache(1000, 100_000);
  for (let i = 0; i < 100; i++) cache.set(`/${'x'.repeat(10_000)}${i}`, new Entry('absent', 'x'.repeat(10_000), 0));
  expect(cache.size).toBe(4);
});
