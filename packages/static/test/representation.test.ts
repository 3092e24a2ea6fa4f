import { expect, test } from 'vitest';

import { FileStamp } from '../src/file-stamp.ts';
import { Representation } from '../src/representation.ts';

test('is not known to be one that may be sent before its file was opened', () => {
  const stamp = new FileStamp({ dev: 1n, ino: 2n, size: 3n, mtimeNs: 4n, ctimeNs: 5n });
  const representation = new Representation('a', 'br', stamp);
  expect(representation).toMatchObject({ name: 'a', coding: 'br', stamp });
  expect([representation.heads, representation.content, representation.preparing]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
