import { expect, test, vi } from 'vitest';

import type { FileSystem } from '../src/built-in.ts';
import { Descriptor } from '../src/descriptor.ts';

const full = Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });

function fileSystem(writeSync: FileSystem['writeSync']): FileSystem {
  return { writeSync, openSync: () => 7, open() {}, write() {}, close() {} };
}

test('waits for a pipe that is full', () => {
  let tries = 3;
  const fs = fileSystem(() => {
    if (tries-- > 0) throw full;
    return 5;
  });
  expect(new Descriptor(fs, 7).writeSync(new Uint8Array(5))).toBe(5);
});

test('does not wait for a pipe that stays full', () => {
  vi.spyOn(Atomics, 'wait').mockReturnValue('timed-out');
  const fs = fileSystem(() => {
    throw full;
  });
  expect(() => new Descriptor(fs, 7).writeSync(new Uint8Array(5))).toThrow(full);
});

test('lets any other failure through', () => {
  const fs = fileSystem(() => {
    throw new Error('ENOSPC');
  });
  expect(() => new Descriptor(fs, 7).writeSync(new Uint8Array(5))).toThrow('ENOSPC');
});
