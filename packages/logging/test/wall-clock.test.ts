import { expect, test, vi } from 'vitest';

import { commonTime, isoTime } from '../src/wall-clock.ts';

const time = Date.UTC(2026, 10, 26, 10, 48, 23, 7);

test('a time is written as logs write it', () => {
  expect(commonTime(time)).toBe('[26/Nov/2026:10:48:23 +0000]');
  expect(isoTime(time)).toBe('2026-11-26T10:48:23.007Z');
  expect([isoTime(time + 40), isoTime(time + 400.9), isoTime(time + 993)]).toEqual([
    '2026-11-26T10:48:23.047Z',
    '2026-11-26T10:48:23.407Z',
    '2026-11-26T10:48:24.000Z',
  ]);
});

test('a second that comes again is written anew', () => {
  expect(commonTime(time + 1000)).toBe('[26/Nov/2026:10:48:24 +0000]');
  expect(commonTime(time)).toBe('[26/Nov/2026:10:48:23 +0000]');
  expect(isoTime(time)).toBe('2026-11-26T10:48:23.007Z');
});

test('moments are times, also when the clock has been set', async () => {
  // What it believes it believes for a second: the other tests of this process are to have another one.
  vi.resetModules();
  const { wallTime } = await import('../src/wall-clock.ts');
  const now = vi.spyOn(Date, 'now').mockReturnValue(time);
  const monotonic = vi.spyOn(performance, 'now').mockReturnValue(500);
  expect(wallTime(500)).toBe(time);
  expect(wallTime(250)).toBe(time - 250);
  now.mockReturnValue(time + 3_600_000);
  expect(wallTime(1400)).toBe(time + 900);
  monotonic.mockReturnValue(1500);
  expect(wallTime(1500)).toBe(time + 3_600_000);
});
