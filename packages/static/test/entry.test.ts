import { expect, test } from 'vitest';

import { Entry } from '../src/entry.ts';
import { FileStamp } from '../src/file-stamp.ts';
import { Representation } from '../src/representation.ts';

const stamp = new FileStamp({ dev: 1n, ino: 2n, size: 3n, mtimeNs: 4n, ctimeNs: 5n });
const original = new Representation('a.js', 'identity', stamp);
const br = new Representation('a.js.br', 'br', stamp);
const gzip = new Representation('a.js.gz', 'gzip', stamp);
const whole = (): Entry => new Entry('file', 'a.js', 0, [original, br, gzip]);

test.each([
  [undefined, original],
  ['', original],
  ['gzip', gzip],
  ['gzip, br', br],
  ['gzip;q=1, br;q=0.5', gzip],
  ['br;q=0, gzip', gzip],
  ['br;q=0', original],
  ['*', br],
  ['*;q=0, br', br],
  ['identity;q=0, gzip', gzip],
  ['identity;q=0, deflate', undefined],
  ['*;q=0', undefined],
  ['zstd', original],
])('chooses for Accept-Encoding %j', (field, expected) => {
  const entry = whole();
  expect(entry.chosen(field)).toBe(expected);
  expect(entry.chosen(field)).toBe(expected);
  expect(entry.chosen(undefined)).toBe(original);
});

test('chooses for what is too long to be kept, and not the same for the next', () => {
  const entry = whole();
  expect(entry.chosen('br')).toBe(br);
  expect(entry.chosen(`gzip, br;q=0, ${'x'.repeat(1000)}`)).toBe(gzip);
  expect(entry.chosen(`br;q=0, ${'x'.repeat(1000)}`)).toBe(original);
  expect(entry.chosen('br')).toBe(br);
});

test('refuses where only the file as it is would do, and is not wanted', () => {
  expect(new Entry('file', 'a', 0, [original]).chosen('gzip, identity;q=0')).toBeUndefined();
});

test('varies where there is something to choose from', () => {
  expect(whole().varies).toBe(true);
  expect(new Entry('file', 'a', 0, [original]).varies).toBe(false);
  expect(new Entry('absent', 'a', 0).varies).toBe(false);
});

test('chooses anew without a sibling, and makes the heads anew, which may no longer vary', () => {
  const entry = new Entry('file', 'a.js', 0, [original, br]);
  expect(entry.chosen('br')).toBe(br);
  const plan = { status: '200 OK', headers: [], ranges: [] } as const;
  original.heads = { etag: undefined, lastModified: 0, contentType: '', full: [], whole: plan, bare: [], failed: [] };
  entry.without(br);
  expect(entry.chosen('br')).toBe(original);
  expect([entry.varies, original.heads]).toEqual([false, undefined]);
});
