import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { SweepTimes } from '../src/sweep-times.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('is at once, and then not before a minute has passed', () => {
  const times = new SweepTimes();
  expect([times.isTime(), times.isTime()]).toEqual([true, false]);
  vi.advanceTimersByTime(59_999);
  expect(times.isTime()).toBe(false);
  vi.advanceTimersByTime(1);
  expect([times.isTime(), times.isTime()]).toEqual([true, false]);
});

test('is with the next write where there was more to sweep', () => {
  const times = new SweepTimes();
  times.isTime();
  times.hurry();
  expect([times.isTime(), times.isTime()]).toEqual([true, false]);
});

test('has no timer', () => {
  new SweepTimes().isTime();
  expect(vi.getTimerCount()).toBe(0);
});
