import { expect, test, vi } from 'vitest';

import { standardError } from '../src/standard-error.ts';

test('writes text as it is to the standard error of the process', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    standardError.write('a line\n');
    expect(write.mock.calls).toEqual([['a line\n']]);
    expect(standardError.flush()).toBeUndefined();
  } finally {
    write.mockRestore();
  }
});
