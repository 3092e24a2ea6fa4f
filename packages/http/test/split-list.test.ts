import { describe, expect, test } from 'vitest';

import { splitList, trimmed } from '@tsgi/http';

test('splits a list', () => {
  expect(splitList('gzip, br')).toEqual(['gzip', 'br']);
});

describe('splitList', () => {
  test.each([
    ['takes off spaces and tabs', ' a\t,\tb ', ['a', 'b']],
    ['leaves out empty members', ', a ,,b, ,', ['a', 'b']],
    ['gives nothing of nothing', '', []],
    ['gives nothing of commas', ' ,\t, ', []],
    ['keeps what is quoted together', 'a="b,c", d', ['a="b,c"', 'd']],
    ['knows an escaped quote', 'a="b\\",c", d', ['a="b\\",c"', 'd']],
    ['makes one member of all behind a quote that nothing closes', 'a, "b, c', ['a', '"b, c']],
    ['keeps other whitespace', 'a\n,\u00a0b', ['a\n', '\u00a0b']],
  ])('%s', (_, text, members) => {
    expect(splitList(text)).toEqual(members);
  });

  test('splits parameters', () => {
    expect(splitList('a=1; b="x;y", c', ';')).toEqual(['a=1', 'b="x;y", c']);
  });

  test('gives no more than it was given', () => {
    const text = 'a,"b\\",",,'.repeat(10_000);
    expect(splitList(text).join('').length).toBeLessThan(text.length);
    expect(splitList('"'.repeat(100_000) + ',"')).toHaveLength(2);
    expect(splitList(','.repeat(100_000))).toEqual([]);
  });
});

test('trimmed takes off spaces and tabs of a part', () => {
  expect(trimmed('x \ta b\t x', 1, 8)).toBe('a b');
  expect(trimmed('   ')).toBe('');
});
