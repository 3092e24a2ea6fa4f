import { afterEach, expect, test, vi } from 'vitest';

import { FileStamp } from '../src/file-stamp.ts';

const stats = { dev: 1n, ino: 2n, size: 3n, mtimeNs: 4_999_999n, ctimeNs: 5n };
const stamp = new FileStamp(stats);

afterEach(() => void vi.useRealTimers());

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

function isSettled(ctime: bigint, mtime: bigint): boolean {
  return new FileStamp({ ...stats, ctimeNs: ctime * 1_000_000n, mtimeNs: mtime * 1_000_000n }).settled;
}

test('counts for nothing yet where the file was changed just now, whatever time it was given', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  expect([isSettled(997_999n, 0n), isSettled(998_000n, 0n), isSettled(1_000_500n, 0n)]).toEqual([true, false, false]);
  expect(isSettled(0n, 9_000_000n)).toBe(true);
});
