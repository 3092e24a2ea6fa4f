import { expect, test } from 'vitest';

import { ClientWait } from '../src/client-wait.ts';
import type { CoarseClock } from '../src/coarse-clock.ts';

/** A clock that stands until it is set. */
function stoppedClock(): CoarseClock & { now: number } {
  return { now: 0 } as CoarseClock;
}

test('says when a wait has been longer than allowed', () => {
  const clock = stoppedClock();
  const wait = new ClientWait(clock, 100);
  clock.now = 50;
  expect(wait.exceeds(50)).toBe(false);
  clock.now = 51;
  expect(wait.exceeds(50)).toBe(true);
});

test('begins anew when it is restarted', () => {
  const clock = stoppedClock();
  const wait = new ClientWait(clock, 100);
  clock.now = 51;
  wait.restart();
  expect(wait.exceeds(50)).toBe(false);
});

test('begins anew after enough bytes, however many pieces they come in, and not after fewer', () => {
  const clock = stoppedClock();
  const wait = new ClientWait(clock, 100);
  clock.now = 51;
  wait.progress(99);
  expect(wait.exceeds(50)).toBe(true);
  wait.progress(1);
  expect(wait.exceeds(50)).toBe(false);
  clock.now = 102;
  wait.progress(99);
  expect(wait.exceeds(50)).toBe(true);
});

test('never ends where there is no bound', () => {
  const clock = stoppedClock();
  const wait = new ClientWait(clock, 100);
  clock.now = Number.MAX_SAFE_INTEGER;
  expect(wait.exceeds(Infinity)).toBe(false);
});
