import { expect, test } from 'vitest';

import { listingPage, sortListing, type ListedFile } from '../src/listing-page.ts';

const file = (name: string, size = 0, isFolder = false): ListedFile => ({ name, isFolder, size, modified: 0 });
const pageOf = (...files: readonly ListedFile[]): string =>
  listingPage({ path: '/docs/', hasParent: true, files, left: 0 });

test('sorts directories first, then by name as people do', () => {
  const files = [file('b10'), file('B2'), file('a'), file('z', 0, true), file('É'), file('b1')];
  expect(sortListing(files).map(({ name }) => name)).toEqual(['z', 'a', 'b1', 'B2', 'b10', 'É']);
});

test('shows names as text, and encodes them in links', () => {
  const page = pageOf(file('<script>alert(1)</script>&"\'.txt'), file('javascript:alert(1)'), file('a?b#c%'));
  expect(page).not.toContain('<script>');
  expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#38;&#34;&#39;.txt');
  expect(page).toContain('href="./javascript%3Aalert(1)"');
  expect(page).toContain('href="./a%3Fb%23c%25"');
  expect(page).toMatch(/href=".\/%3Cscript%3Ealert\(1\)%3C%2Fscript%3E%26%22&#39;\.txt"/);
});

test('encodes a name that ends in half a character', () => {
  expect(() => pageOf(file('a\uD800'))).not.toThrow();
});

test('has sizes, dates and directories', () => {
  const page = pageOf(file('a', 1023), file('b', 4300), file('c', 2 ** 20 * 250), file('d', 0, true));
  expect(page).toContain('<span title="1023 bytes">1023 B</span>');
  expect(page).toContain('>4.2 KiB<');
  expect(page).toContain('>250 MiB<');
  expect(page).toContain('<a href="./d/">d/</a>');
  expect(page).toContain('<time datetime="1970-01-01T00:00:00.000Z">1970-01-01 00:00</time>');
});

test.each([Number.NaN, 8.64e15 + 1, 253_402_300_800_000, -62_167_219_200_001])(
  'has no date where the time is %d',
  (modified) => {
    const page = pageOf({ ...file('a'), modified });
    expect(page).toContain('>a</a>');
    expect(page).not.toContain('<time');
  },
);

test('is a page with a language, a title and a way up, where there is one', () => {
  const page = pageOf();
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain('<title>Index of /docs/</title>');
  expect(page).toContain('<a href="../">..</a>');
  expect(listingPage({ path: '/', hasParent: false, files: [], left: 0 })).not.toContain('../');
});

test('shows its path decoded, as text', () => {
  expect(listingPage({ path: '/%3Cb%3E%20c/', hasParent: true, files: [], left: 0 })).toContain(
    'Index of /&#60;b&#62; c/',
  );
  expect(listingPage({ path: '/%FF/', hasParent: true, files: [], left: 0 })).toContain('Index of /%FF/');
});

test('says how many it has left out', () => {
  expect(listingPage({ path: '/', hasParent: false, files: [], left: 12 })).toContain('12 more');
});
