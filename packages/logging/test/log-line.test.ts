import { expect, test } from 'vitest';

import { logLine } from '../src/log-line.ts';

const line = (message: string, fields: object = {}, context: Record<string, string> = {}): string =>
  logLine({ time: 0, level: 'info', message, context, fields });

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

test('says bound fields first, unless the entry says them itself', () => {
  const entry = { time: 0, level: 'info', message: 'a', context: {} } as const;
  expect(logLine({ ...entry, bound: { user: 7 }, fields: { part: 'b' } })).toMatch(
    /"message":"a","user":7,"part":"b"\}$/,
  );
  expect(logLine({ ...entry, bound: { user: 7, a: [1] }, fields: { user: 8 } })).toMatch(/"user":8,"a":\[1\]\}$/);
  expect(logLine({ ...entry, bound: { user: 7 } })).toMatch(/"message":"a","user":7\}$/);
});

const parsed = (fields: object): unknown => JSON.parse(line('a', fields));

test('says the same of few plain fields as of others', () => {
  const plain = {
    text: 'a "b" \\ 你好\n\u0085',
    empty: '',
    number: -1.5e300,
    yes: true,
    __proto__: null,
    ['k"ey\n']: 'v',
  };
  const more = { ...plain, list: [] };
  expect(parsed(more)).toEqual({ ...(parsed(plain) as object), list: [] });
  expect(parsed(plain)).toMatchObject({ ...plain });
});

test.each([
  ['a long text', { a: 'x'.repeat(2_000) }, { a: 'x'.repeat(2_000) }],
  ['no number', { a: Number.NaN }, { a: 'NaN' }],
  ['nothing', { a: null, b: undefined }, { a: null, b: null }],
  [
    'a getter that throws',
    {
      get a() {
        throw new Error('no');
      },
      b: 1,
    },
    { a: '[throws]', b: 1 },
  ],
  ['many', Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`k${at}`, at])), { k0: 0, k59: 59 }],
])('says %s', (_, fields, expected) => {
  expect(JSON.parse(line('a', fields))).toMatchObject(expected);
});

test('is one line of visible characters, whatever it says', () => {
  const hostile =
    Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).join('') + '\u2028\u2029\ud800"}{';
  const written = line(hostile, { [hostile]: hostile, nested: { [hostile]: [hostile] } });
  // oxlint-disable-next-line no-control-regex -- what must not be there
  expect(written).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  expect(JSON.parse(written)).toMatchObject({ message: hostile, [hostile]: hostile });
});
