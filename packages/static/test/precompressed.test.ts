import { expect, test } from 'vitest';

import { FileStamp } from '../src/file-stamp.ts';
import { CODINGS, EXTENSIONS, isCurrent } from '../src/precompressed.ts';

const at = (mtimeNs: bigint): FileStamp => new FileStamp({ dev: 0n, ino: 0n, size: 0n, ctimeNs: 0n, mtimeNs });
const SECOND = 1_000_000_000n;

test.each([
  ['as old as its original', 5n * SECOND + 7n, 5n * SECOND + 7n, true],
  ['younger', 6n * SECOND + 1n, 5n * SECOND + 7n, true],
  ['older', 5n * SECOND + 6n, 5n * SECOND + 7n, false],
  ['of the same time, in whole seconds', 5n * SECOND, 5n * SECOND + 7n, true],
  ['older by a second, in whole seconds', 4n * SECOND, 5n * SECOND + 7n, false],
])('takes or leaves a sibling that is %s', (_, sibling, original, current) => {
  expect(isCurrent(at(sibling), at(original))).toBe(current);
});

test('has an extension for each coding', () => {
  expect(CODINGS.map((coding) => EXTENSIONS[coding])).toEqual(['.br', '.zst', '.gz']);
});
