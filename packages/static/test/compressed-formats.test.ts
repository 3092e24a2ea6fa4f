import { expect, test } from 'vitest';

import { isCompressedFormat } from '../src/compressed-formats.ts';

test.each(['a.png', 'a.JPG', 'dir/a.tar.gz', 'a.woff2', 'a.mp4'])('%s is compressed already', (name) => {
  expect(isCompressedFormat(name)).toBe(true);
});

test.each(['a.html', 'a.svg', 'Makefile', 'a.png.txt', 'a.wasm'])('%s is not', (name) => {
  expect(isCompressedFormat(name)).toBe(false);
});
