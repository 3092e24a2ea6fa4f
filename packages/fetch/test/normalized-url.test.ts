import { expect, test } from 'vitest';

import { normalizedUrl } from '../src/normalized-url.ts';

test('spells a URL as new URL does, whatever was asked before', () => {
  const origins = [
    'http://h',
    'http://h:8080',
    'http://h.org',
    'https://h',
    'http://H',
    'http://h:80',
    'http://0x7f.1',
  ];
  const alphabet = [...Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code)), 'ü', '\ud800', '你'];
  const ends = [
    '',
    '/',
    '/a',
    '/.',
    '/..',
    '/a/../b',
    '/a/.',
    '/%2e/b',
    '/a/%2E%2e',
    '/.a',
    '/a.',
    '//a',
    '/a?b',
    '/a?b/../c',
    '/a?%2e',
    '/a?b?c',
  ];
  for (const character of alphabet)
    ends.push(`/a${character}b`, `/${character}`, `/a?b${character}c`, `/a/${character}.`);
  for (const end of ends) {
    for (const each of origins) {
      const url = each + end;
      for (const before of ['http://h/', 'http://h.org/', 'https://h:1/']) {
        normalizedUrl(before);
        expect([url, normalizedUrl(url), normalizedUrl(url)]).toEqual([url, new URL(url).href, new URL(url).href]);
      }
    }
  }
});

test('knows an origin by all of it', () => {
  expect(normalizedUrl('http://h/a')).toBe('http://h/a');
  expect(normalizedUrl('http://h.ORG/a')).toBe('http://h.org/a');
  expect(normalizedUrl('http://h:80/a')).toBe('http://h/a');
});

test('refuses what is no URL', () => {
  normalizedUrl('http://h/');
  expect(() => normalizedUrl('http://h:x/')).toThrow(TypeError);
  expect(() => normalizedUrl('/a')).toThrow(TypeError);
});
