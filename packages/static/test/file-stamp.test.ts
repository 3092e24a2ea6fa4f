import { expect, test } from 'vitest';

import { FileStamp } from '../src/file-stamp.ts';

const stats = { dev: 1n, ino: 2n, size: 3n, mtimeNs: 4_999_999n, ctimeNs: 5n };
const stamp = new FileStamp(stats);

test('has the size in bytes, and the time in milliseconds', () => {
  expect([stamp.size, stamp.mtimeNs, stamp.mtime]).toEqual([3, 4_999_999n, 4]);
});

test('equals that of the same file as it was', () => {
  expect(stamp.equals(new FileStamp(stats))).toBe(true);
});

test.each(['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'])('differs where %s does', (name) => {
  expect(stamp.equals(new FileStamp({ ...stats, [name]: 9n }))).toBe(false);
});

test('has the content of one with the same size and time', () => {
  expect(stamp.hasContentOf(new FileStamp({ ...stats, ctimeNs: 9n }))).toBe(true);
  expect(stamp.hasContentOf(new FileStamp({ ...stats, size: 9n }))).toBe(false);
  expect(stamp.hasContentOf(new FileStamp({ ...stats, mtimeNs: 9n }))).toBe(false);
});
