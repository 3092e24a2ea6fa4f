import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { checkHeader, checkHeaders, checkTrailers, isLatin1, isToken, NO_TRAILERS } from '../src/check-headers.ts';
import { TestSeam } from './fixtures/seam.ts';

test('passes what may be sent', () => {
  const seam = new TestSeam();
  checkHeaders(seam, 'startResponse', [
    ['Content-Type', 'text/plain'],
    ['set-cookie', 'a=1'],
    ['SET-COOKIE', 'b=2'],
    ["X-!#$%&'*+.^_`|~09", 'tab\tand Latin-1: café'],
    ['X-Empty', ''],
  ]);
  expect(seam.broken()).toEqual([]);
});

test.each([
  ['A6', 'Content-Type: text/plain'],
  ['A6', ['Content-Type']],
  ['A6', ['Content-Type', 'text/plain', 'extra']],
  ['A6', ['Content-Length', 5]],
  ['A6', undefined],
  ['A7', ['', 'empty']],
  ['A7', ['X-Näme', 'not ASCII']],
  ['A7', ['X-Line\r\nSet-Cookie', 'a=1']],
  ['A8', ['X-Nul', 'a\0b']],
  ['A8', ['X-Delete', '\x7f']],
  ['A8', ['X-Chinese', '你好']],
  ['A9', ['transfer-encoding', 'chunked']],
  ['A9', ['TE', 'trailers']],
])('finds a breach of %s in %j', (rule, header) => {
  const seam = new TestSeam();
  checkHeader(seam, 'startResponse', header);
  expect(seam.broken()).toEqual([rule]);
});

test('shows the header that is no pair of strings', () => {
  const seam = new TestSeam();
  checkHeader(seam, 'startResponse', ['Content-Length', 5]);
  expect(seam.breaches[0]?.message).toContain(
    'the application app gave startResponse ["Content-Length", 5] for a header, which is a pair of strings. The rule: "',
  );
});

test('gives the name in lower case', () => {
  expect(checkHeader(new TestSeam(), 'startResponse', ['Content-LENGTH', '5'])).toBe('content-length');
});

test('wants a list', () => {
  const seam = new TestSeam();
  checkHeaders(seam, 'tsgi.informational', new Map());
  expect(seam.broken()).toEqual(['A6']);
});

test('refuses trailers that would come too late', () => {
  const seam = new TestSeam();
  checkTrailers(seam, [['Server-Timing', 'db;dur=5']]);
  expect(seam.broken()).toEqual([]);
  checkTrailers(seam, [
    ['content-length', '5'],
    ['Set-Cookie', 'a=1'],
    ['Connection', 'close'],
  ]);
  expect(seam.broken()).toEqual(['A9', 'A28', 'A28']);
});

test('knows a token and Latin-1 text', () => {
  expect(['GET', 'M-SEARCH', '~'].every(isToken)).toBe(true);
  expect(['', 'GET /', 'é', 7].some(isToken)).toBe(false);
  expect(['', 'café', '\t', '\x80'].every(isLatin1)).toBe(true);
  expect(['\n', '你', undefined].some(isLatin1)).toBe(false);
});

test('keeps the fields out of trailers that the specification lists', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../docs/specification.md'), 'utf8');
  const [, list = ''] = /^The fields that A28 names are ([^]*?)\.$/m.exec(document) ?? [];
  expect([...NO_TRAILERS]).toEqual(list.match(/[\w-]+(?=`)/g)?.map((name) => name.toLowerCase()));
});
