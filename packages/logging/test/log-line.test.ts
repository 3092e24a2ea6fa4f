import { expect, test } from 'vitest';

import { logLine } from '../src/log-line.ts';
import { plainFields } from '../src/plain-value.ts';

const line = (message: string, fields: object = {}, context: Record<string, string> = {}): string =>
  logLine({ time: 0, level: 'info', message, context, fields: plainFields(fields) });

test('is one object of JSON: the entry, what it is about, and its fields', () => {
  expect(line('paid', { amount: 7 }, { 'request.id': 'a' })).toBe(
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","message":"paid","request.id":"a","amount":7}',
  );
  expect(line('paid')).toBe('{"time":"1970-01-01T00:00:00.000Z","level":"info","message":"paid"}');
});

test('begins with the entry, also where fields have numbers for names', () => {
  expect(line('a', { 1: 'b' })).toMatch(/^\{"time":.*"message":"a","1":"b"\}$/);
});

test('lets no field take the place of what is the entry’s own', () => {
  const forged = { time: 'never', level: 'fatal', message: 'forged', 'request.id': 'b', other: 1 };
  expect(JSON.parse(line('true', forged, { 'request.id': 'a' }))).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    message: 'true',
    'request.id': 'a',
    time_: 'never',
    level_: 'fatal',
    message_: 'forged',
    'request.id_': 'b',
    other: 1,
  });
});

test('is one line of visible characters, whatever it says', () => {
  const hostile =
    Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).join('') + '\u2028\u2029\ud800"}{';
  const written = line(hostile, { [hostile]: hostile, nested: { [hostile]: [hostile] } });
  // oxlint-disable-next-line no-control-regex -- what must not be there
  expect(written).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  expect(JSON.parse(written)).toMatchObject({ message: hostile, [hostile]: hostile });
});
