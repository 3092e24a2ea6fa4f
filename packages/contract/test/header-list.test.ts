import { describe, expect, test } from 'vitest';

import { appendHeader, getHeader, hasHeader, removeHeader, setHeader, type HeaderList } from '@tsgi/contract';

const headers: HeaderList = Object.freeze([
  ['Content-Type', 'text/plain'],
  ['Set-Cookie', 'a=1'],
  ['X-Empty', ''],
  ['set-cookie', 'b=2'],
] as const);

test('reads a field in any letter case', () => {
  expect(getHeader(headers, 'Content-Type')).toBe('text/plain');
  expect(getHeader(headers, 'CONTENT-TYPE')).toBe('text/plain');
  expect(hasHeader(headers, 'content-type')).toBe(true);
});

describe('getHeader', () => {
  test.each([
    ['joins repeated fields in order', 'Set-Cookie', 'a=1, b=2'],
    ['gives the empty value of an empty field', 'x-empty', ''],
    ['gives undefined where there is none', 'ETag', undefined],
    ['does not take a part of a name for the name', 'Content', undefined],
    ['does not take - for _', 'Content_Type', undefined],
  ])('%s', (_, name, value) => {
    expect(getHeader(headers, name)).toBe(value);
    expect(hasHeader(headers, name)).toBe(value !== undefined);
  });

  test('joins empty values too', () => {
    expect(getHeader([...headers, ['X-Empty', 'x']], 'X-Empty')).toBe(', x');
  });
});

test('setHeader puts the one value where the first field stood', () => {
  expect(setHeader(headers, 'SET-COOKIE', 'c=3')).toEqual([
    ['Content-Type', 'text/plain'],
    ['SET-COOKIE', 'c=3'],
    ['X-Empty', ''],
  ]);
});

test('setHeader adds a field that was missing at the end', () => {
  expect(setHeader(headers, 'ETag', '"x"')).toEqual([...headers, ['ETag', '"x"']]);
  expect(setHeader([], 'ETag', '"x"')).toEqual([['ETag', '"x"']]);
});

test('appendHeader adds at the end, whatever is there', () => {
  expect(appendHeader(headers, 'Set-Cookie', 'c=3')).toEqual([...headers, ['Set-Cookie', 'c=3']]);
});

test('removeHeader takes out every field of the name', () => {
  expect(removeHeader(headers, 'Set-cookie')).toEqual([
    ['Content-Type', 'text/plain'],
    ['X-Empty', ''],
  ]);
  expect(removeHeader(headers, 'ETag')).toEqual(headers);
});

test('never changes the list that it was given, nor gives it back', () => {
  const before = structuredClone(headers);
  const made = [
    setHeader(headers, 'a', 'b'),
    setHeader(headers, 'Set-Cookie', 'b'),
    appendHeader(headers, 'a', 'b'),
    removeHeader(headers, 'a'),
    removeHeader(headers, 'Set-Cookie'),
  ];
  expect(headers).toEqual(before);
  for (const list of made) expect(list).not.toBe(headers);
});
