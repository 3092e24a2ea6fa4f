import { describe, expect, test } from 'vitest';

import { formatLink, type Link, parseLink } from '@tsgi/http';

test('writes links, and reads them', () => {
  const field = [
    formatLink({ target: '/?page=2', rel: 'next' }),
    formatLink({ target: '/a.css', rel: 'preload', parameters: { as: 'style' } }),
  ].join(', ');
  expect(field).toBe('</?page=2>; rel=next, </a.css>; rel=preload; as=style');
  expect(parseLink(field)).toMatchObject([
    { target: '/?page=2', rel: 'next' },
    { target: '/a.css', rel: 'preload', parameters: { as: 'style' } },
  ]);
});

type Row = [target: string, rel: string, parameters?: Record<string, string>];

describe('parseLink', () => {
  test.each<[string, string | undefined, Row[] | undefined]>([
    // RFC 8288 §3.5
    [
      'reads the first example',
      '<http://example.com/TheBook/chapter2>; rel="previous"; title="previous chapter"',
      [['http://example.com/TheBook/chapter2', 'previous', { title: 'previous chapter' }]],
    ],
    ['reads the second', '</>; rel="http://example.net/foo"', [['/', 'http://example.net/foo']]],
    ['reads the third', '</terms>; rel="copyright"; anchor="#foo"', [['/terms', 'copyright', { anchor: '#foo' }]]],
    [
      'reads the fourth',
      `</TheBook/chapter2>; rel="previous"; title*=UTF-8'de'letztes%20Kapitel, ` +
        `</TheBook/chapter4>; rel="next"; title*=UTF-8'de'n%c3%a4chstes%20Kapitel`,
      [
        ['/TheBook/chapter2', 'previous', { 'title*': `UTF-8'de'letztes%20Kapitel`, title: 'letztes Kapitel' }],
        ['/TheBook/chapter4', 'next', { 'title*': `UTF-8'de'n%c3%a4chstes%20Kapitel`, title: 'nächstes Kapitel' }],
      ],
    ],
    [
      'reads the fifth',
      '<http://example.org/>; rel="start http://example.net/relation/other"',
      [['http://example.org/', 'start http://example.net/relation/other']],
    ],
    // Beyond
    ['reads no field', undefined, undefined],
    ['reads an empty field', '', []],
    ['leaves out empty members', ', <a>; rel=b, ,', [['a', 'b']]],
    ['reads an empty target', '<>; rel=self', [['', 'self']]],
    ['keeps commas and semicolons within a target', '<a,b;c>; rel=d', [['a,b;c', 'd']]],
    ['keeps commas within quotes', '<a>; title="b, <c>"; rel=d', [['a', 'd', { title: 'b, <c>' }]]],
    ['lets spaces around = and ; pass', '<a> ; rel = "b" ;title=c', [['a', 'b', { title: 'c' }]]],
    ['takes the first rel alone', '<a>; rel=b; rel=c', [['a', 'b']]],
    ['leaves out a link without rel', '<a>, <b>; rel=c', [['b', 'c']]],
    ['reads a parameter without a value', '<a>; rel=b; crossorigin', [['a', 'b', { crossorigin: '' }]]],
    [
      'takes title* before title',
      `<a>; rel=b; title*=UTF-8''c; title=d`,
      [['a', 'b', { 'title*': `UTF-8''c`, title: 'c' }]],
    ],
    ['refuses a target without brackets', 'a; rel=b', undefined],
    ['refuses a bracket that nothing closes', '<a; rel=b', undefined],
    ['refuses a quote that nothing closes', '<a>; rel="b', undefined],
    ['refuses text between target and parameters', '<a> b; rel=c', undefined],
    ['refuses a parameter that is none', '<a>; rel=b c', undefined],
    ['refuses the whole for one that is malformed', '<a>; rel=b, c', undefined],
  ])('%s', (_, field, rows) => {
    const links = parseLink(field)?.map(({ target, rel, parameters }) => [target, rel, { ...parameters }]);
    expect(links).toEqual(rows?.map(([target, rel, parameters = {}]) => [target, rel, parameters]));
  });

  test('takes __proto__ for a parameter like any other', () => {
    const [link] = parseLink('<a>; rel=b; __proto__=c; constructor=d')!;
    expect(Object.entries(link!.parameters!)).toEqual([
      ['__proto__', 'c'],
      ['constructor', 'd'],
    ]);
    expect(link!.parameters!['toString']).toBeUndefined();
  });

  test('gives no more links than there are commas', () => {
    expect(parseLink('<a>;rel=b,'.repeat(10_000))).toHaveLength(10_000);
    expect(parseLink('<'.repeat(100_000))).toBeUndefined();
    expect(parseLink('<a>;'.repeat(50_000))).toBeUndefined();
    expect(parseLink('<a>;rel=b;"'.repeat(10_000))).toBeUndefined();
  });
});

describe('formatLink writes', () => {
  test.each<[string, Link, string]>([
    ['a rel that needs quotes', { target: 'a', rel: 'b c' }, '<a>; rel="b c"'],
    ['a rel that is a URL', { target: 'a', rel: 'http://b/c' }, '<a>; rel="http://b/c"'],
    [
      'a value that needs quotes',
      { target: 'a', rel: 'b', parameters: { title: 'c "d"' } },
      '<a>; rel=b; title="c \\"d\\""',
    ],
    [
      'a value of any script',
      { target: 'a', rel: 'b', parameters: { title: 'ä' } },
      `<a>; rel=b; title*=UTF-8''%C3%A4`,
    ],
    [
      'a line break harmlessly',
      { target: 'a', rel: 'b', parameters: { title: '\r\n' } },
      `<a>; rel=b; title*=UTF-8''%0D%0A`,
    ],
    [
      'half a character as U+FFFD',
      { target: 'a', rel: 'b', parameters: { title: '\ud800' } },
      `<a>; rel=b; title*=UTF-8''%EF%BF%BD`,
    ],
  ])('%s', (_, link, field) => {
    expect(formatLink(link)).toBe(field);
  });

  test.each<[string, Link]>([
    ['a target that closes its bracket', { target: 'a>; rel=x, <b', rel: 'b' }],
    ['a target with a space', { target: 'a b', rel: 'b' }],
    ['a target that breaks the line', { target: 'a\r\n', rel: 'b' }],
    ['a target that is not ASCII', { target: '你', rel: 'b' }],
    ['a rel that breaks the line', { target: 'a', rel: 'b\r\n' }],
    ['a name that is no token', { target: 'a', rel: 'b', parameters: { 'c;d': 'e' } }],
    ['a name with =', { target: 'a', rel: 'b', parameters: { 'c=d': 'e' } }],
    ['an empty name', { target: 'a', rel: 'b', parameters: { '': 'e' } }],
  ])('not %s', (_, link) => {
    expect(() => formatLink(link)).toThrow(TypeError);
  });
});
