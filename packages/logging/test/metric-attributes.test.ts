import { expect, test } from 'vitest';

import { ACTIVE_NAMES, ENDED_NAMES, OVERFLOW } from '../src/metric-attributes.ts';

test('names are known beforehand, that of the overflow too', () => {
  expect(ENDED_NAMES).toEqual(expect.arrayContaining([...ACTIVE_NAMES, ...Object.keys(OVERFLOW)]));
  expect(new Set(ENDED_NAMES).size).toBe(ENDED_NAMES.length);
});
