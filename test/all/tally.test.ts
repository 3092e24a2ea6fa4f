import { expect, test } from 'vitest';

import { lastLine, requireAll, sum } from './tally.ts';

const clean = { passed: 3, failed: 0, skipped: [] };
const mixed = { passed: 2, failed: 1, skipped: [{ name: 'opens a browser', note: 'install chromium' }] };

test('ends with what passed and failed, and nothing else', () => {
  expect(lastLine(clean)).toBe('3 passed, 0 failed');
});

test('mentions skipped tests where there are some', () => {
  expect(lastLine(sum([clean, mixed]))).toBe('5 passed, 1 failed, 1 skipped');
});

test('counts a skipped test as failed where everything is required', () => {
  expect(lastLine(requireAll(mixed))).toBe('2 passed, 2 failed');
});
