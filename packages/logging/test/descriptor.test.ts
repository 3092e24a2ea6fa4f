import { afterEach, describe, expect, test, vi } from 'vitest';

import type { FileSystem } from '../src/built-in.ts';
import { Descriptor } from '../src/descriptor.ts';

const full = Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });

function fileSystem(
  writeSync: FileSystem['writeSync'],
  fstatSync: FileSystem['fstatSync'] = () => ({ isFile: () => true, size: 0 }),
): FileSystem {
  return { writeSync, fstatSync, openSync: () => 7, open() {}, write() {}, close() {} };
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

/** How often it waits, with a write of 5 bytes under way, for a file of these sizes one after the other. */
async function waits(runtime: string | undefined, sizes: readonly number[], isFile = true): Promise<number> {
  vi.resetModules();
  if (runtime !== undefined) vi.stubGlobal(runtime, {});
  const fresh = await import('../src/descriptor.ts');
  const wait = vi.spyOn(Atomics, 'wait').mockReset().mockReturnValue('timed-out');
  let look = 0;
  const size = (): number => sizes[Math.min(look++, sizes.length - 1)]!;
  const fs = fileSystem(
    () => 0,
    () => ({ isFile: () => isFile, size: size() }),
  );
  const descriptor = new fresh.Descriptor(fs, 7);
  descriptor.write(new Uint8Array(5), () => {});
  descriptor.settle();
  return wait.mock.calls.length;
}

describe('settle()', () => {
  afterEach(() => void vi.unstubAllGlobals());

  test.each(['Bun', 'Deno'])('of %s waits until the file has what is under way', async (runtime) => {
    expect(await waits(runtime, [100, 100, 103, 105])).toBe(2);
    expect(await waits(runtime, [100, 205])).toBe(0);
  });

  test('waits for no more than a second', async () => {
    expect(await waits('Bun', [100])).toBe(1000);
  });

  test('waits for no pipe, which does not tell, and not where the runtime does', async () => {
    expect(await waits('Deno', [0], false)).toBe(0);
    vi.unstubAllGlobals();
    expect(await waits(undefined, [100])).toBe(0);
  });
});
