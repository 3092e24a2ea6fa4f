import { beforeEach, expect, test, vi } from 'vitest';

import { SessionTimes } from '../src/session-times.ts';

const times = new SessionTimes(100, 1000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  return () => {
    vi.useRealTimers();
  };
});

test('a session ends by not being used, and by age', () => {
  expect(times.expiry(1_000_000)).toBe(1_100_000);
  expect(times.expiry(50_000)).toBe(1_050_000);
  expect(times.isOver(900_000, 1_000_001)).toBe(false);
  expect(times.isOver(900_000, 1_000_000)).toBe(true);
  expect(times.isOver(1, 1_000_001)).toBe(false);
  expect(times.isOver(0, 1_000_001)).toBe(true);
});

test('an expiry is moved when a tenth of the idle time has passed, and never beyond its age', () => {
  expect(times.isDue(900_000, 1_100_000)).toBe(false);
  expect(times.isDue(900_000, 1_090_000)).toBe(false);
  expect(times.isDue(900_000, 1_089_999)).toBe(true);
  expect(times.isDue(50_000, 1_050_000)).toBe(false);
  expect(times.isDue(50_000, 1_039_999)).toBe(true);
});
