import { describe, expect, test } from 'vitest';

import { type CacheControl, formatCacheControl, parseCacheControl } from '@tsgi/http';

test('writes directives, and reads them', () => {
  const directives: CacheControl = { public: true, 'max-age': 31_536_000, immutable: true };
  expect(formatCacheControl(directives)).toBe('public, max-age=31536000, immutable');
  expect({ ...parseCacheControl('public, max-age=31536000, immutable') }).toEqual(directives);
});

describe('parseCacheControl', () => {
  test.each<[string, string | undefined, CacheControl]>([
    ['reads nothing from no field', undefined, {}],
    ['reads nothing from an empty field', '', {}],
    ['reads names in any letter case', 'No-Cache', { 'no-cache': true }],
    ['reads seconds in quotes (RFC 9111 §5.2)', 'max-age="5"', { 'max-age': 5 }],
    ['reads a list of fields', 'private="set-cookie, a"', { private: 'set-cookie, a' }],
    ['reads max-stale with and without seconds', 'max-stale', { 'max-stale': true }],
    ['reads extensions', 'community="UCI", x', { community: 'UCI', x: true }],
    ['takes the first of two', 'max-age=1, max-age=2', { 'max-age': 1 }],
    ['takes 2^31 for all that is more', 'max-age=99999999999999999999', { 'max-age': 2 ** 31 }],
    ['leaves out seconds that are no number', 'max-age=x, s-maxage=-1, min-fresh=0.5, no-store', { 'no-store': true }],
    ['leaves out seconds that are missing', 'max-age, no-store', { 'no-store': true }],
    ['leaves out what is malformed', 'a b, no-store, =, "x"', { 'no-store': true }],
  ])('%s', (_, field, directives) => {
    expect({ ...parseCacheControl(field) }).toEqual(directives);
  });

  test('takes __proto__ for a name like any other', () => {
    const directives = parseCacheControl('__proto__=a, constructor');
    expect(Object.entries(directives)).toEqual([
      ['__proto__', 'a'],
      ['constructor', true],
    ]);
    expect(directives['toString']).toBeUndefined();
  });
});

describe('formatCacheControl', () => {
  test.each<[string, CacheControl, string]>([
    ['writes nothing for nothing', {}, ''],
    ['leaves out what is false or undefined', { public: false, private: undefined, 'no-cache': true }, 'no-cache'],
    ['writes 0 seconds', { 'max-age': 0 }, 'max-age=0'],
    ['quotes lists of fields, even of one', { private: 'a', 'no-cache': 'b, c' }, 'private="a", no-cache="b, c"'],
    ['writes extensions', { community: 'UCI', x: 'a b' }, 'community=UCI, x="a b"'],
  ])('%s', (_, directives, field) => {
    expect(formatCacheControl(directives)).toBe(field);
  });

  test.each<[string, CacheControl]>([
    ['half a second', { 'max-age': 0.5 }],
    ['seconds before now', { 'max-age': -1 }],
    ['seconds without end', { 'max-age': Number.POSITIVE_INFINITY }],
    ['a name that is no token', { 'a b': true }],
    ['a value that breaks the line', { x: '\r\n' }],
  ])('refuses %s', (_, directives) => {
    expect(() => formatCacheControl(directives)).toThrow(TypeError);
  });

  test('refuses seconds as text, which no type does', () => {
    const directives = { 'max-age': '5' } as unknown as CacheControl;
    expect(() => formatCacheControl(directives)).toThrow(
      new TypeError('formatCacheControl(): max-age must be a whole number of seconds from 0, got "5"'),
    );
  });
});
