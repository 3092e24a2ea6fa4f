import { expect, test } from 'vitest';

import { isLevel, LEVELS, reaches } from '../src/level.ts';

test('levels are in order', () => {
  expect(LEVELS.filter((level) => reaches(level, 'warn'))).toEqual(['warn', 'error', 'fatal']);
  expect(LEVELS.every((level) => reaches(level, 'trace'))).toBe(true);
});

test('only levels are levels', () => {
  expect(LEVELS.every(isLevel)).toBe(true);
  expect(['INFO', 'silent', '', undefined, 30].some(isLevel)).toBe(false);
});
