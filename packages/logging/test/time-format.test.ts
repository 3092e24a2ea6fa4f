import { expect, test } from 'vitest';

import type { AccessRecord } from '../src/access-record.ts';
import { timeFormat } from '../src/time-format.ts';

const record = { time: Date.UTC(2026, 10, 6, 1, 2, 3, 45) + 0.678, durationMs: 2000 } as AccessRecord;

test.each([
  ['%Y-%m-%dT%H:%M:%S%z', '2026-11-06T01:02:03+0000'],
  ['%F %T %Z', '2026-11-06 01:02:03 UTC'],
  ['%a %A %b %B %e %y %%', 'Fri Friday Nov November  6 26 %'],
  ['%D %R %I:%M %p %j', '11/06/26 01:02 01:02 AM 310'],
  ['%Y\n%m', String.raw`2026\u000a11`],
  ['%s', '1793926923'],
  ['sec', '1793926923'],
  ['msec', '1793926923045'],
  ['msec_frac', '045'],
  ['usec_frac', '045678'],
  ['begin:sec', '1793926923'],
  ['end:sec', '1793926925'],
  ['end:%T', '01:02:05'],
])('%s is %s', (format, text) => {
  expect(timeFormat(format)?.text(record)).toBe(text);
});

test('microseconds are as fine as the clock', () => {
  expect(timeFormat('usec')?.text(record)).toMatch(/^1793926923045\d{3}$/);
});

test('only the end has to be watched', () => {
  expect(timeFormat('sec')?.watched).toEqual({ times: false });
  expect(timeFormat('end:sec')?.watched).toEqual({ times: true });
});

test.each(['', 'nothing', '%Q', '%', 'begin:', 'begin:x', 'constructor'])('%j is none', (format) => {
  expect(timeFormat(format)).toBeUndefined();
});
