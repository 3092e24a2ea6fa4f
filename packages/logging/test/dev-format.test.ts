import { ClientDisconnected } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { devFormat } from '../src/dev-format.ts';
import { type MadeRecord, makeRecord } from './make-record.ts';

const line = (made: MadeRecord = {}, colors = false, durationMs = 1.234): string =>
  devFormat(colors).line(Object.defineProperty(makeRecord(made), 'durationMs', { value: durationMs }));

/** Without the time of day. */
const columns = (made: MadeRecord = {}, durationMs = 1.234): string => line(made, false, durationMs).slice(9);

test('its columns are aligned', () => {
  expect(line()).toMatch(/^\d\d:\d\d:\d\d GET {5}200 {3}1\.2 ms {6}5 B \/path$/);
  expect([
    columns({ environ: { REQUEST_METHOD: 'DELETE' }, outcome: { status: 404, bytes: 12_345 } }, 123.4),
    columns({ outcome: { status: 200, bytes: 0 } }, 12_345),
    columns({ outcome: { status: 200, bytes: 12_345_678 } }),
  ]).toEqual([
    'DELETE  404 123.4 ms  12.3 kB /path',
    'GET     200   12.3 s      0 B /path',
    'GET     200   1.2 ms  12.3 MB /path',
  ]);
});

test('what did not end well says so', () => {
  expect(columns({ outcome: { status: 0, bytes: 0, error: new ClientDisconnected() } })).toBe(
    'GET     ---   1.2 ms      0 B /path  the client went away',
  );
  expect(columns({ outcome: { status: 500, bytes: 5, error: new RangeError('no\u001b[2J') } })).toBe(
    String.raw`GET     500   1.2 ms      5 B /path  failed: RangeError: no\u001b[2J`,
  );
  expect(columns({ outcome: { status: 200, bytes: 5, error: 'text' } })).toBe(
    'GET     200   1.2 ms      5 B /path  failed: text',
  );
  expect(columns({ outcome: { status: 200, bytes: 5, error: Object.create(null) } })).toBe(
    'GET     200   1.2 ms      5 B /path  failed: [throws]',
  );
});

describe('colours', () => {
  test.each([
    [200, 32],
    [304, 36],
    [404, 33],
    [503, 31],
  ])('%i has its own', (status, code) => {
    expect(line({ outcome: { status, bytes: 1 } }, true)).toContain(`\u001b[${code}m${status}\u001b[0m`);
  });

  test('are those of this format only', () => {
    const hostile = line({ environ: { REQUEST_URI: '/\u001b[31m' } }, true);
    expect(hostile).toContain(String.raw`/\x1b[31m`);
    expect(line()).not.toContain('\u001b');
  });
});
