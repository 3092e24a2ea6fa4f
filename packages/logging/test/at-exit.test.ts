import { expect, test } from 'vitest';

import { runProgram } from './run-program.ts';

test('calls what is waiting when the process ends, and not what was taken back', async () => {
  expect((await runProgram('at-exit')).stdout).toBe('one\nthree\n');
});
