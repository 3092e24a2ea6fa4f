import { describe, expect, test } from 'vitest';

import { formatContentDisposition, parseContentDisposition } from '@tsgi/http';

test('names a file in any script', () => {
  const field = formatContentDisposition('attachment', '€ rates.pdf');
  expect(field).toBe(`attachment; filename="? rates.pdf"; filename*=UTF-8''%E2%82%AC%20rates.pdf`);
  expect(parseContentDisposition(field)).toMatchObject({ type: 'attachment', filename: '€ rates.pdf' });
});

describe('parseContentDisposition', () => {
  test.each<[string, string | undefined, [type: string, filename: string | undefined] | undefined]>([
    // RFC 6266 §5
    ['reads the first example', 'Attachment; filename=example.html', ['attachment', 'example.html']],
    ['reads the second', 'INLINE; FILENAME= "an example.html"', ['inline', 'an example.html']],
    ['reads the third', `attachment; filename*= UTF-8''%e2%82%ac%20rates`, ['attachment', '€ rates']],
    [
      'reads the fourth',
      `attachment; filename="EURO rates"; filename*=utf-8''%e2%82%ac%20rates`,
      ['attachment', '€ rates'],
    ],
    ['takes filename* first also when it stands first', `a; filename*=UTF-8''%e2%82%ac; filename=b`, ['a', '€']],
    ['takes filename when filename* is malformed', `a; filename=b; filename*=UTF-8''%zz`, ['a', 'b']],
    ['reads ISO 8859-1', `a; filename*=iso-8859-1'en'%A3%20rates`, ['a', '£ rates']],
    ['reads a type alone', 'inline', ['inline', undefined]],
    ['takes off the folders', 'a; filename="../../etc/passwd"', ['a', 'passwd']],
    ['takes off the folders of Windows', 'a; filename="C:\\\\temp\\\\x.exe"', ['a', 'x.exe']],
    ['takes off folders that were encoded', `a; filename*=UTF-8''..%2F..%2Fx`, ['a', 'x']],
    ['takes .. for no name', 'a; filename=..', ['a', undefined]],
    ['takes a folder for no name', 'a; filename="b/"', ['a', undefined]],
    ['refuses no field', undefined, undefined],
    ['refuses an empty field', '', undefined],
    ['refuses a field without a type', '; filename=a', undefined],
    ['refuses a type that is no token', '"attachment"; filename=a', undefined],
  ])('%s', (_, field, expected) => {
    const read = parseContentDisposition(field);
    expect(read && [read.type, read.filename]).toEqual(expected);
  });

  test('reads a part of a form as browsers write it', () => {
    const field = 'form-data; name="a%22b"; filename="C:\\x%0D%0A.txt"';
    const { parameters } = parseContentDisposition(field, { multipart: true })!;
    expect({ ...parameters }).toEqual({ name: 'a"b', filename: 'C:\\x\r\n.txt' });
  });

  test('takes __proto__ for a parameter like any other', () => {
    const { parameters } = parseContentDisposition('a; __proto__=b; c=d')!;
    expect(Object.entries(parameters)).toEqual([
      ['__proto__', 'b'],
      ['c', 'd'],
    ]);
    expect(parameters['toString']).toBeUndefined();
  });
});

describe('formatContentDisposition writes', () => {
  test.each([
    ['a type alone', undefined, undefined, 'attachment'],
    ['a name that is a token', 'plans.pdf', undefined, 'attachment; filename=plans.pdf'],
    ['a name with spaces', 'the plans.pdf', undefined, 'attachment; filename="the plans.pdf"'],
    ['a name with quotes', 'the "plans".pdf', undefined, 'attachment; filename="the \\"plans\\".pdf"'],
    ['a fallback', '€.pdf', { fallback: 'euro.pdf' }, `attachment; filename=euro.pdf; filename*=UTF-8''%E2%82%AC.pdf`],
    ['no fallback', '€.pdf', { fallback: false as const }, `attachment; filename*=UTF-8''%E2%82%AC.pdf`],
    [
      'a line break harmlessly',
      'a\r\nB: c',
      undefined,
      `attachment; filename="a??B: c"; filename*=UTF-8''a%0D%0AB%3A%20c`,
    ],
    ['half a character as U+FFFD', '\ud800', undefined, `attachment; filename="?"; filename*=UTF-8''%EF%BF%BD`],
  ])('%s', (_, filename, options, field) => {
    expect(formatContentDisposition('attachment', filename, options)).toBe(field);
  });

  test.each([
    ['a type that is no token', 'a b', 'c', {}],
    ['a fallback that is not ASCII', 'attachment', '€', { fallback: '€' }],
  ])('not %s', (_, type, filename, options) => {
    expect(() => formatContentDisposition(type, filename, options)).toThrow(TypeError);
  });
});
