import { describe, expect, test } from 'vitest';

import { quote, tokenOrQuoted, unquote } from '@tsgi/http';

import { quotedStringEnd } from '../src/quoted-string.ts';

test('quotes text, and takes the quotes off again', () => {
  expect(quote('say "hi"')).toBe('"say \\"hi\\""');
  expect(unquote('"say \\"hi\\""')).toBe('say "hi"');
});

describe('unquote', () => {
  test.each([
    ['reads an empty one', '""', ''],
    ['reads what is escaped without need', '"\\a\\b"', 'ab'],
    ['reads a backslash', '"\\\\"', '\\'],
    ['reads a backslash before a quote', '"\\\\\\""', '\\"'],
    ['reads a tab and bytes above 127', '"\t\u00e9"', '\t\u00e9'],
    ['refuses text without quotes', 'a', undefined],
    ['refuses one quote', '"', undefined],
    ['refuses a quote that nothing closes', '"a', undefined],
    ['refuses an end that is escaped', '"a\\"', undefined],
    ['refuses text behind the end', '"a"b', undefined],
    ['refuses two', '"a""b"', undefined],
    ['refuses a line break', '"a\nb"', undefined],
    ['refuses a NUL that is escaped', '"\\\u0000"', undefined],
    ['refuses a character above U+00FF', '"\u4f60"', undefined],
  ])('%s', (_, text, inside) => {
    expect(unquote(text)).toBe(inside);
  });
});

describe('quote', () => {
  test.each(['', 'a', 'a b', '"', '\\', '\\"', '\t', '\u00ff'])('writes %j so that unquote reads it', (text) => {
    expect(unquote(quote(text))).toBe(text);
  });

  test.each(['\r\n', '\u0000', '\u007f', '\u4f60'])('refuses %j', (text) => {
    expect(() => quote(text)).toThrow(TypeError);
  });
});

test('tokenOrQuoted quotes what is no token', () => {
  expect(['a', '', 'a b', '1'].map(tokenOrQuoted)).toEqual(['a', '""', '"a b"', '1']);
});

test.each([
  ['ends behind the closing quote', '"a" b', 0, 3],
  ['begins where it is told', 'x="a"', 2, 5],
  ['passes over what is escaped', '"\\""', 0, 4],
  ['ends nowhere when nothing closes it', '"a', 0, -1],
  ['ends nowhere when a backslash is the last', '"a\\', 0, -1],
  ['begins at a quote only', 'a"', 0, -1],
  ['does not begin behind the end', 'a', 5, -1],
])('quotedStringEnd %s', (_, text, from, end) => {
  expect(quotedStringEnd(text, from)).toBe(end);
});
