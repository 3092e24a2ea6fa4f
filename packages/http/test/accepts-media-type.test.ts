import { describe, expect, test } from 'vitest';

import { acceptsMediaType } from '@tsgi/http';

test('gives what is wanted most', () => {
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
  expect(acceptsMediaType(browser, ['application/json', 'text/html'])).toBe('text/html');
  expect(acceptsMediaType('application/json', ['text/html', 'application/json'])).toBe('application/json');
});

/** RFC 9110 §12.5.1: what each type is wanted by this field. */
const example = 'text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5';

describe('acceptsMediaType', () => {
  test.each<[string, string | undefined, string[], string | undefined]>([
    ['gives the first when nothing is said', undefined, ['a/b', 'c/d'], 'a/b'],
    ['gives the first when nothing is wanted', '', ['a/b', 'c/d'], 'a/b'],
    ['gives the first for anything', '*/*', ['a/b', 'c/d'], 'a/b'],
    ['gives none when none is wanted', 'text/html', ['a/b'], undefined],
    ['gives none of none', undefined, [], undefined],
    [
      'finds flowed text wanted before plain',
      example,
      ['text/plain', 'text/plain;format=flowed'],
      'text/plain;format=flowed',
    ],
    ['finds plain text wanted before an image', example, ['image/jpeg', 'text/plain'], 'text/plain'],
    ['finds an image wanted before fixed text', example, ['text/plain;format=fixed', 'image/jpeg'], 'image/jpeg'],
    [
      'finds fixed text wanted before HTML',
      example,
      ['text/html', 'text/plain;format=fixed'],
      'text/plain;format=fixed',
    ],
    ['lets the specific range decide', 'text/html;q=0, text/*', ['text/html', 'text/plain'], 'text/plain'],
    ['takes the closer of those wanted equally', '*/*, text/plain', ['text/html', 'text/plain'], 'text/plain'],
    ['takes the first that is named of those wanted equally', 'b/b, a/a', ['a/a', 'b/b'], 'b/b'],
    ['never takes what has q=0', '*/*;q=0', ['text/html'], undefined],
    ['takes no heed of a charset', 'a/b; Charset="utf-8";q=0.5, c/d;charset=x;q=0.6', ['a/b', 'c/d'], 'c/d'],
    ['takes no heed of a charset with a comma in it', 'a/b;charset="x,y;z", c/d;q=0.5', ['c/d', 'a/b'], 'a/b'],
    ['knows types in any letter case', 'TEXT/HTML', ['text/html'], 'text/html'],
    ['does not end a range at a comma within quotes', 'a/b;x=",text/html,"', ['text/html'], undefined],
    ['finds nothing in a range without a slash', 'text', ['text/html'], undefined],
    ['finds nothing in rubbish', ',;="\\', ['text/html'], undefined],
    ['takes __proto__ for a parameter like any other', 'a/b;__proto__=x', ['a/b'], undefined],
  ])('%s', (_, field, available, type) => {
    expect(acceptsMediaType(field, available)).toBe(type);
  });

  test('refuses an available type that is none', () => {
    expect(() => acceptsMediaType('*/*', ['json'])).toThrow(
      new TypeError('acceptsMediaType(): expected type/subtype, got json'),
    );
  });
});
