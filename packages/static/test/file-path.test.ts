import { describe, expect, test } from 'vitest';

import { canonicalPath } from '@tsgi/contract';

import { randomNumbers } from '../../../test/random-numbers.ts';
import { filePath, isServedName } from '../src/file-path.ts';

const options = { dotfiles: ['.well-known'], windows: false };
const onWindows = { ...options, windows: true };

test.each([
  ['/a.txt', 'a.txt'],
  ['/a/b/c.txt', 'a/b/c.txt'],
  ['/', ''],
  ['/a/', 'a/'],
  ['', '.'],
  ['/a%20b', 'a b'],
  ['/%E4%BD%A0', '你'],
  ['/100%25', '100%'],
  ['/%252e%252e/a', '%2e%2e/a'],
  ['/%252Fetc', '%2Fetc'],
  ['/a..b/..c.', undefined],
  ['/a..b/c..', 'a..b/c..'],
  ['/C:/a', 'C:/a'],
  ['/.well-known/acme-challenge/x', '.well-known/acme-challenge/x'],
])('makes of %j the name %j', (path, name) => {
  expect(filePath(path, options)).toBe(name);
});

describe('refuses', () => {
  test.each([
    ['what is encoded so that it leads up', '/%2E%2E/a'],
    ['what leads up as it is', '/../a'],
    ['itself', '/./a'],
    ['a slash in a name', '/a%2Fb'],
    ['a slash that leads up', '/..%2Fa'],
    ['a backslash', '/a%5Cb'],
    ['a backslash that leads up', '/..%5C..%5Ca'],
    ['a plain backslash', '/a\\b'],
    ['NUL', '/a%00.txt'],
    ['an empty segment', '//a'],
    ['another site', '//evil.example/a'],
    ['an empty segment within', '/a//b'],
    ['an empty segment at the end', '/a//'],
    ['a dotfile', '/.env'],
    ['a dotfile in a folder', '/a/.git/config'],
    ['an encoded dotfile', '/%2Eenv'],
    ['what is well known elsewhere than at the root', '/a/.well-known/b'],
    ['a dotfile below what is well known', '/.well-known/.env'],
    ['bytes that are not UTF-8', '/%FF'],
    ['a surrogate that is encoded', '/%ED%A0%80'],
    ['what does not begin with a slash', 'a'],
    ['an absolute path in a name', '/%2Fetc%2Fpasswd'],
    ['a name longer than any path', `/${'a/'.repeat(7000)}`],
  ])('%s', (_, path) => {
    expect(filePath(path, options)).toBeUndefined();
  });

  test.each([
    ['a drive', '/C:/a'],
    ['a drive alone', '/C:'],
    ['a stream', '/a.txt::$DATA'],
    ['a device', '/con'],
    ['a device with an extension', '/a/NUL.txt'],
    ['another device', '/lpt9'],
    ['a dot at the end', '/a.txt.'],
    ['a space at the end', '/a.txt%20'],
    ['a pattern', '/a%2A'],
    ['a control character', '/a%1F'],
    ['a short name', '/GIT~1/config'],
    ['a short name with an extension', '/a/ENV~10.TXT'],
  ])('on Windows %s', (_, path) => {
    expect(filePath(path, onWindows)).toBeUndefined();
  });
});

test('takes on Windows what only looks like a device, or a short name', () => {
  expect(filePath('/~1/a~b.txt/chapters~1.txt', onWindows)).toBe('~1/a~b.txt/chapters~1.txt');
  expect(filePath('/console/com10.txt', onWindows)).toBe('console/com10.txt');
});

test('takes any dotfile where that is allowed, but nothing that leads up', () => {
  const all = { ...options, dotfiles: 'allow' } as const;
  expect(filePath('/a/.git/config', all)).toBe('a/.git/config');
  expect(filePath('/..', all)).toBeUndefined();
  expect(filePath('/a/.', all)).toBeUndefined();
});

test('says of a name in a directory whether a path can lead to it', () => {
  expect(isServedName('a', options, 0)).toBe(true);
  expect(isServedName('.well-known', options, 0)).toBe(true);
  expect(isServedName('.well-known', options, 1)).toBe(false);
  expect(isServedName('.env', options, 0)).toBe(false);
  expect(isServedName('a\\b', options, 0)).toBe(false);
  expect(isServedName('a:b', onWindows, 0)).toBe(false);
});

test('never gives a name that leads out, whatever is asked for', () => {
  const { seed, below } = randomNumbers();
  const parts = [
    '..',
    '.',
    '/',
    '//',
    '\\',
    '%2e',
    '%2E%2e',
    '%2f',
    '%5c',
    '%252e',
    '%00',
    'a',
    'C:',
    '~',
    '%c0%ae',
    '%ff',
    '.env',
  ];
  for (let i = 0; i < 20_000; i++) {
    const path = `/${Array.from({ length: below(8) }, () => parts[below(parts.length)]).join('')}`;
    for (const given of [path, canonicalPath(path)]) {
      const name = given === undefined ? undefined : filePath(given, { dotfiles: 'allow', windows: false });
      const names = name?.replace(/\/$/, '').split('/') ?? [];
      expect(name?.startsWith('/'), `seed ${seed}: ${given}`).not.toBe(true);
      expect(names.includes('..') || names.some((each) => /[\\\0]/.test(each)), `seed ${seed}: ${given}`).toBe(false);
    }
  }
});
