import { expect, test } from 'vitest';

import { BannerInserter } from '../src/banner-inserter.ts';

const encoder = new TextEncoder();

/** What comes of a page in these chunks, with `*` for the banner. */
function inserted(chunks: readonly (string | Uint8Array)[]): string {
  const banner = new BannerInserter(0, 60_000);
  const page = [...chunks.map((chunk) => banner.take(chunk)), banner.end()];
  const text = page.map((chunk) => (typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk))).join('');
  return text.replaceAll(/<aside.*?<\/aside>/g, '*');
}

test.each([
  ['<html><body><p>', '<html><body>*<p>'],
  ['<BODY\nclass="a">b', '<BODY\nclass="a">*b'],
  [`<body data-a=">" data-b='">'>c`, `<body data-a=">" data-b='">'>*c`],
  ['<bodyguard><<body>', '<bodyguard><<body>*'],
  ['<body><body>', '<body>*<body>'],
  ['<title>No body</title>', '<title>No body</title>*'],
])('makes of %s %s, wherever it is cut, be it text or bytes', (page, expected) => {
  for (let cut = 0; cut <= page.length; cut++) {
    const halves = [page.slice(0, cut), page.slice(cut)];
    expect(inserted(halves)).toBe(expected);
    expect(inserted(halves.map((half) => encoder.encode(half)))).toBe(expected);
  }
});

test('gives each chunk on as it comes, and leaves the bytes of the application alone', () => {
  const banner = new BannerInserter(0, 60_000);
  expect(banner.take('<html><bo')).toBe('<html><bo');
  const chunk = encoder.encode('dy>é');
  const before = chunk.slice();
  expect(banner.take(chunk)).not.toBe(chunk);
  expect(chunk).toEqual(before);
  expect(banner.end()).toBe('');
});
