import { DEFAULT_LIMITS, DEFAULT_TIMEOUTS } from '@tsgi/serving';
import { expect, test } from 'vitest';

import { unableTo } from '../src/serve-options.ts';

test('names only options that other servers have', () => {
  const known = [
    ...Object.keys(DEFAULT_LIMITS).map((name) => `limits.${name}`),
    ...Object.keys(DEFAULT_TIMEOUTS).map((name) => `timeouts.${name}`),
  ];
  for (const name of Object.keys(unableTo(false))) expect(known).toContain(name);
});
