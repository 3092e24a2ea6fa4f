import { expect, test } from 'vitest';

import { serve, UNABLE } from '../src/bun.ts';
import { describeRuntime } from './describe-runtime.ts';

const app = (): [] => [];

describeRuntime('bun', serve, UNABLE);

test('refuses a time that is beyond what the clock of Bun can count', async () => {
  await expect(serve(app, { timeouts: { idleMs: 256_000 } })).rejects.toThrow(
    new TypeError('serve(): timeouts.idleMs must be at most 255000, or Infinity, on Bun, got 256000'),
  );
  await expect(serve(app, { timeouts: { idleMs: Infinity } })).rejects.toThrow('there is no Bun here');
});
