import { describe, expect, test } from 'vitest';

import { charsetOf, formatContentType, parseContentType } from '@tsgi/http';

test('takes a media type apart and puts it together', () => {
  const { type, parameters } = parseContentType('Text/HTML; Charset="utf-8"')!;
  expect([type, { ...parameters }]).toEqual(['text/html', { charset: 'utf-8' }]);
  expect(formatContentType('text/html', { charset: 'utf-8' })).toBe('text/html; charset=utf-8');
});

describe('parseContentType', () => {
  test.each<[string, string | undefined, [type: string, parameters: Record<string, string>] | undefined]>([
    // RFC 9110 §8.3.1: these are equivalent, but for the letter case of the value
    ['reads text/html;charset=utf-8', 'text/html;charset=utf-8', ['text/html', { charset: 'utf-8' }]],
    ['reads Text/HTML;Charset="utf-8"', 'Text/HTML;Charset="utf-8"', ['text/html', { charset: 'utf-8' }]],
    ['reads text/html; charset="utf-8"', 'text/html; charset="utf-8"', ['text/html', { charset: 'utf-8' }]],
    ['reads text/html;charset=UTF-8', 'text/html;charset=UTF-8', ['text/html', { charset: 'UTF-8' }]],
    ['reads a type alone', 'image/svg+xml', ['image/svg+xml', {}]],
    ['lets spaces around it pass', ' a/b ; c=d ', ['a/b', { c: 'd' }]],
    ['reads what is escaped', 'a/b; c="\\"d\\""', ['a/b', { c: '"d"' }]],
    ['takes the first of two', 'a/b; c=1; c=2', ['a/b', { c: '1' }]],
    ['passes over what is no parameter', 'a/b; ; c; d=1', ['a/b', { d: '1' }]],
    ['takes __proto__ for a name like any other', 'a/b; __proto__=c', ['a/b', { ['__proto__']: 'c' }]],
    ['refuses no field', undefined, undefined],
    ['refuses an empty field', '', undefined],
    ['refuses a type without a slash', 'text', undefined],
    ['refuses a type without a subtype', 'text/', undefined],
    ['refuses two slashes', 'a/b/c', undefined],
    ['refuses a space within', 'text /html', undefined],
    ['refuses two types', 'text/html, text/plain', undefined],
  ])('%s', (_, field, expected) => {
    const read = parseContentType(field);
    expect(read && [read.type, Object.entries(read.parameters)]).toEqual(
      expected && [expected[0], Object.entries(expected[1])],
    );
  });

  test('gives parameters without a prototype to reach', () => {
    expect(parseContentType('a/b; c=d')?.parameters['toString']).toBeUndefined();
  });
});

test.each([
  ['gives the charset in lower case', 'text/html; charset=UTF-8', 'utf-8'],
  ['gives none where there is none', 'text/html', undefined],
  ['gives none of a malformed type', 'html; charset=utf-8', undefined],
  ['gives none of no field', undefined, undefined],
])('charsetOf %s', (_, field, charset) => {
  expect(charsetOf(field)).toBe(charset);
});

test.each([
  ['a type alone', 'a/b', {}, 'a/b'],
  ['a value that needs quotes', 'a/b', { c: 'd "e"' }, 'a/b; c="d \\"e\\""'],
  ['an empty value', 'a/b', { c: '' }, 'a/b; c=""'],
])('formatContentType writes %s', (_, type, parameters, field) => {
  expect(formatContentType(type, parameters)).toBe(field);
});

test.each([
  ['a type that is none', 'text', {}],
  ['a name that is no token', 'a/b', { 'c d': 'e' }],
  ['a value that breaks the line', 'a/b', { c: 'd\r\nE: f' }],
])('formatContentType refuses %s', (_, type, parameters: Record<string, string>) => {
  expect(() => formatContentType(type, parameters)).toThrow(TypeError);
});
