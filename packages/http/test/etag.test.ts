import { describe, expect, test } from 'vitest';

import { formatETag, matchesETagList, parseETag, parseETagList, strongMatch, weakMatch } from '@tsgi/http';

test('writes tags, reads them and compares them', () => {
  expect(formatETag('1')).toBe('"1"');
  expect(parseETag('W/"1"')).toEqual({ opaque: '1', weak: true });
  expect([strongMatch('"1"', 'W/"1"'), weakMatch('"1"', 'W/"1"')]).toEqual([false, true]);
});

describe('the table of RFC 9110 §8.8.3.2', () => {
  test.each([
    ['two weak tags, the same', 'W/"1"', 'W/"1"', false, true],
    ['two weak tags, different', 'W/"1"', 'W/"2"', false, false],
    ['a weak tag and a strong one, the same', 'W/"1"', '"1"', false, true],
    ['two strong tags, the same', '"1"', '"1"', true, true],
    ['two strong tags, different', '"1"', '"2"', false, false],
    ['a tag and a longer one that ends like it', '"1"', '"1"1"', false, false],
    ['a tag whose text is W/', '"W/"', 'W/"W/"', false, true],
  ])('%s', (_, a, b, strong, weak) => {
    expect([strongMatch(a, b), strongMatch(b, a)]).toEqual([strong, strong]);
    expect([weakMatch(a, b), weakMatch(b, a)]).toEqual([weak, weak]);
  });
});

describe('parseETag', () => {
  test.each([
    ['reads a strong tag', '"xyzzy"', { opaque: 'xyzzy', weak: false }],
    ['reads a weak tag', 'W/"xyzzy"', { opaque: 'xyzzy', weak: true }],
    ['reads an empty tag', '""', { opaque: '', weak: false }],
    ['lets spaces around it pass', ' "a" ', { opaque: 'a', weak: false }],
    ['takes a comma for a part of it', '"a,b"', { opaque: 'a,b', weak: false }],
    ['takes a backslash for a part of it', '"a\\"', { opaque: 'a\\', weak: false }],
    ['takes bytes above 127', '"\u00e9"', { opaque: '\u00e9', weak: false }],
    ['refuses a tag without quotes', 'xyzzy', undefined],
    ['refuses a quote that nothing closes', '"xyzzy', undefined],
    ['refuses a lower-case w', 'w/"xyzzy"', undefined],
    ['refuses a space in it', '"a b"', undefined],
    ['refuses a character above U+00FF', '"\u4f60"', undefined],
    ['refuses a control character', '"a\u007f"', undefined],
    ['refuses text after it', '"a"b', undefined],
    ['refuses two', '"a", "b"', undefined],
    ['refuses *', '*', undefined],
    ['refuses nothing', '', undefined],
  ])('%s', (_, text, tag) => {
    expect(parseETag(text)).toEqual(tag);
  });
});

describe('formatETag', () => {
  test('writes what parseETag reads', () => {
    expect(parseETag(formatETag('a!#~\u00ff', { weak: true }))).toEqual({ opaque: 'a!#~\u00ff', weak: true });
    expect(formatETag('', { weak: false })).toBe('""');
  });

  test.each(['a b', 'a"b', 'a\r\nb', '\u0000', '\u4f60'])('refuses %j', (opaque) => {
    expect(() => formatETag(opaque)).toThrow(TypeError);
  });
});

describe('parseETagList', () => {
  test.each([
    ['reads one', '"a"', ['"a"']],
    ['reads the example of RFC 9110', '"xyzzy", "r2d2xxxx", "c3piozzzz"', ['"xyzzy"', '"r2d2xxxx"', '"c3piozzzz"']],
    ['reads weak ones', 'W/"xyzzy",W/"r2d2"', ['W/"xyzzy"', 'W/"r2d2"']],
    ['reads *', ' * ', '*'],
    ['leaves out empty members', ', "a",, ,"b",', ['"a"', '"b"']],
    ['does not split a tag at its comma', '"a,b"', ['"a,b"']],
    ['refuses * among tags', '"a", *', undefined],
    ['refuses two tags with no comma between them', '"a" "b"', undefined],
    ['refuses a malformed member', '"a", b', undefined],
    ['refuses an empty list', ' , ', undefined],
    ['refuses nothing', '', undefined],
  ])('%s', (_, text, tags) => {
    expect(parseETagList(text)).toEqual(tags);
  });
});

describe('matchesETagList', () => {
  test.each([
    ['finds the only tag', '"a"', '"a"', true],
    ['finds a tag behind others', '"x", W/"a"', '"a"', true],
    ['does not find what is not there', '"x", "y"', '"a"', false],
    ['finds what stands before a fault', '"a", ?', '"a"', true],
    ['does not look behind a fault', '?, "a"', '"a"', false],
    ['does not take a part of a tag for the tag', '"b,"a""', '"a"', false],
    ['does not take * for a tag', '*', '"a"', false],
    ['does not take a list for a tag that looks like it', '"a","b"', '"a","b"', false],
  ])('%s', (_, text, etag, found) => {
    expect(matchesETagList(text, etag, weakMatch)).toBe(found);
  });

  test('compares strongly when told to', () => {
    expect(matchesETagList('W/"a", "b"', '"b"', strongMatch)).toBe(true);
    expect(matchesETagList('W/"a"', 'W/"a"', strongMatch)).toBe(false);
  });

  test('looks at each of many tags once', () => {
    let compared = 0;
    const count = 10_000;
    const never = (): boolean => {
      compared++;
      return false;
    };
    expect(matchesETagList('"a",'.repeat(count) + '"'.repeat(count), '"b"', never)).toBe(false);
    // The first two of the quotes are an empty tag, which nothing separates from the next.
    expect(compared).toBe(count + 1);
  });
});
