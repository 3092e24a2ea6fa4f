import { expect, test } from 'vitest';

import { isLevel, LEVELS } from '../src/level.ts';

test('only levels are levels', () => {
  expect(LEVELS.every(isLevel)).toBe(true);
  expect(['INFO', 'silent', '', undefined, 30].some(isLevel)).toBe(false);
});
