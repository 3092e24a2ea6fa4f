import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { CoarseClock } from '../src/coarse-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('sweeps what was added once a period, and tells the time', () => {
  const clock = new CoarseClock(10);
  const seen: number[] = [];
  const start = performance.now();
  clock.add({ sweep: () => seen.push(clock.now - start) });
  vi.advanceTimersByTime(25);
  expect(seen).toEqual([10, 20]);
});

test('has one timer for all, and none for nobody', () => {
  const clock = new CoarseClock(10);
  expect(vi.getTimerCount()).toBe(0);
  const items = [{ sweep: vi.fn<() => void>() }, { sweep: vi.fn<() => void>() }];
  for (const item of items) clock.add(item);
  expect(vi.getTimerCount()).toBe(1);
  clock.delete(items[0]!);
  vi.advanceTimersByTime(10);
  expect(items[0]!.sweep).not.toHaveBeenCalled();
  expect(items[1]!.sweep).toHaveBeenCalledOnce();
  clock.delete(items[1]!);
  expect(vi.getTimerCount()).toBe(0);
});

test('tells the right time again after a rest', () => {
  const clock = new CoarseClock(10);
  vi.advanceTimersByTime(1000);
  clock.add({ sweep() {} });
  expect(clock.now).toBe(performance.now());
});

test('lets an item go that takes itself out while it is swept', () => {
  const clock = new CoarseClock(10);
  const item = { sweep: vi.fn<() => void>(() => clock.delete(item)) };
  const other = { sweep: vi.fn<() => void>() };
  clock.add(item);
  clock.add(other);
  vi.advanceTimersByTime(20);
  expect(item.sweep).toHaveBeenCalledOnce();
  expect(other.sweep).toHaveBeenCalledTimes(2);
});

test('does not keep the process alive', () => {
  vi.useRealTimers();
  const timers = vi.spyOn(globalThis, 'setInterval');
  const clock = new CoarseClock(1000);
  const item = { sweep() {} };
  clock.add(item);
  expect(timers.mock.results[0]?.value.hasRef()).toBe(false);
  clock.delete(item);
});
