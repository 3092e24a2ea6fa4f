import { expect, test } from 'vitest';

import { keysOf, parsePath, parsePrefix } from '../src/path-pattern.ts';

const textsOf = (path: string): string[] =>
  parsePath(path, 'get()').forms.map((form) =>
    form.map((token) => (token.type === 'text' ? token.value : `<${token.name}>`)).join(''),
  );

test('reads params, wildcards and groups, the form with a group first', () => {
  expect(textsOf('/a/:b/*c')).toEqual(['/a/<b>/<c>']);
  expect(textsOf('/a{/:b{/:c}}/d')).toEqual(['/a/<b>/<c>/d', '/a/<b>/d', '/a/d']);
  expect(textsOf(String.raw`/a\:b`)).toEqual(['/a:b']);
  expect(keysOf(parsePath('/:a/*b', 'get()').forms[0]!)).toEqual([
    { name: 'a', wildcard: false },
    { name: 'b', wildcard: true },
  ]);
});

test.each([
  ['/café', '/caf%C3%A9'],
  ['/caf%c3%a9', '/caf%C3%A9'],
  ['/%61 b', '/a%20b'],
  ['/a%2fb', '/a%2Fb'],
])('makes the text of %s canonical', (path, text) => {
  expect(textsOf(path)).toEqual([text]);
});

test.each([
  ['a', 'get(): the path must begin with /, got "a"'],
  ['{/a}', 'get(): the path must begin with /, got "{/a}"'],
  ['/%zz', 'get(): the path must have no malformed % and no half of a character, got "/%zz"'],
  ['/\ud800', 'get(): the path must have no malformed %'],
  ['/:a/:a', 'get(): every param of the path must have a name of its own, got "/:a/:a"'],
  ['/:__proto__', 'get(): a param must not be called __proto__'],
  ['/a/../b', 'get(): the path must have no segment . or ..'],
  ['/:a:b', 'get(): Missing text before "b" param'],
  ['/a(b)', 'get(): Unexpected ('],
  ['/a?', 'get(): Unexpected ?'],
  ['/:', 'get(): Missing parameter name'],
])('refuses %j', (path, message) => {
  expect(() => parsePath(path, 'get()')).toThrow(message);
});

test('refuses what is no text', () => {
  expect(() => parsePath(7 as never, 'get()')).toThrow(new TypeError('get(): the path must be a string, got number'));
});

test('reads a prefix, which has no params', () => {
  expect([parsePrefix('', 'mount()'), parsePrefix('/', 'mount()'), parsePrefix('/a/é', 'mount()')]).toEqual([
    '',
    '',
    '/a/%C3%A9',
  ]);
  for (const wrong of ['/a/', '/:a', '/a{/b}', '/*a']) {
    expect(() => parsePrefix(wrong, 'mount()')).toThrow(
      new TypeError(`mount(): the prefix must be text that does not end in /, got ${JSON.stringify(wrong)}`),
    );
  }
});
