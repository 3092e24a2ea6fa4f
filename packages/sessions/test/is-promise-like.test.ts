import { expect, test } from 'vitest';

import { isPromiseLike } from '../src/is-promise-like.ts';

test('knows what can be waited for', () => {
  // oxlint-disable-next-line unicorn/no-thenable -- it is what is looked for
  const thenable = { then: (): void => {} };
  expect([Promise.resolve(), thenable].map(isPromiseLike)).toEqual([true, true]);
  // oxlint-disable-next-line unicorn/no-thenable -- it is what is looked for
  expect([undefined, null, 1, 'then', [], {}, { then: 1 }].some(isPromiseLike)).toBe(false);
});
