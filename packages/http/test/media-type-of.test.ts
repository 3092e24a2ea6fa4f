import { expect, test } from 'vitest';

import { mediaTypeOf } from '@tsgi/http';

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['style.css', 'text/css; charset=utf-8'],
  ['main.js', 'text/javascript; charset=utf-8'],
  ['main.mjs', 'text/javascript; charset=utf-8'],
  ['a.txt', 'text/plain; charset=utf-8'],
  ['a.md', 'text/markdown; charset=utf-8'],
  ['a.csv', 'text/csv; charset=utf-8'],
  ['a.json', 'application/json'],
  ['a.map', 'application/json'],
  ['a.xml', 'application/xml'],
  ['a.svg', 'image/svg+xml'],
  ['a.webmanifest', 'application/manifest+json'],
  ['a.wasm', 'application/wasm'],
  ['a.pdf', 'application/pdf'],
  ['a.png', 'image/png'],
  ['a.avif', 'image/avif'],
  ['a.woff2', 'font/woff2'],
  ['a.mp4', 'video/mp4'],
  ['INDEX.HTML', 'text/html; charset=utf-8'],
  ['/a.b/c/index.html', 'text/html; charset=utf-8'],
  ['C:\\a.b\\index.html', 'text/html; charset=utf-8'],
  ['jquery.min.js', 'text/javascript; charset=utf-8'],
  ['archive.tar.gz', 'application/gzip'],
])('knows %s to be %s', (name, type) => {
  expect(mediaTypeOf(name)).toBe(type);
  expect(mediaTypeOf(name)).toBe(type);
});

test.each([
  ['a name without an extension', 'Makefile'],
  ['a name that is an extension', 'html'],
  ['a name that begins with its only dot', '.html'],
  ['a name that ends with a dot', 'html.'],
  ['a folder with a dot', 'a.html/b'],
  ['an extension that nobody knows', 'a.qqqq'],
  ['an extension that objects have', 'a.constructor'],
  ['__proto__', 'a.__proto__'],
  ['nothing', ''],
])('does not know %s', (_, name) => {
  expect(mediaTypeOf(name)).toBeUndefined();
});

test('gives text another charset', () => {
  expect(mediaTypeOf('a.txt', 'iso-8859-1')).toBe('text/plain; charset=iso-8859-1');
  expect(mediaTypeOf('a.png', 'iso-8859-1')).toBe('image/png');
});
