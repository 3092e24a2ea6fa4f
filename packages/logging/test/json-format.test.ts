import { ClientDisconnected } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { jsonFormat } from '../src/json-format.ts';
import { recordFields, recordObject } from '../src/record-fields.ts';
import { makeRecord } from './make-record.ts';

const decoder = new TextDecoder();

test('a record is one line of JSON: its time, its level, and its fields', () => {
  const fields = recordFields({ requestHeaders: ['X-A'] });
  const record = makeRecord({ environ: { HTTP_X_A: 'ä\n' }, outcome: { status: 404, bytes: 5 } });
  const line = jsonFormat(fields, false).line(record);
  expect(line).toMatch(/^[ -~]+$/);
  expect(JSON.parse(line)).toEqual({
    time: new Date(Math.floor(record.time)).toISOString(),
    level: 'warn',
    ...recordObject(fields, record),
  });
});

test('what is not there is left out', () => {
  const object: unknown = JSON.parse(
    jsonFormat(recordFields({}), false).line(makeRecord({ environ: { HTTP_USER_AGENT: '' } })),
  );
  expect(object).not.toHaveProperty(['user_agent.original']);
  expect(object).not.toHaveProperty(['url.query']);
});

test('a line says nothing of the record before it, whichever values are others', () => {
  const { line, bytes } = jsonFormat(recordFields({}), false);
  const records = [
    makeRecord(),
    makeRecord({ environ: { REQUEST_METHOD: 'POST' } }),
    makeRecord({ environ: { HTTP_HOST: 'h:81' } }),
    makeRecord({ environ: { SERVER_NAME: 's', SERVER_PORT: '82' } }),
    makeRecord({ environ: { SERVER_PROTOCOL: 'HTTP/1.0' } }),
    makeRecord({ environ: { 'tsgi.url_scheme': 'https' } }),
    makeRecord({ outcome: { status: 500, bytes: 5 } }),
    makeRecord({ outcome: { status: 200, bytes: 6 } }),
    makeRecord({ outcome: { status: 200, bytes: 6, error: new RangeError('no') } }),
    makeRecord({ outcome: { status: 0, bytes: 0, error: new ClientDisconnected() } }),
    makeRecord(),
    makeRecord({ outcome: { status: 200, bytes: 5, error: undefined } }),
    makeRecord({ environ: { PATH_INFO: '/other' } }),
    makeRecord({ environ: { QUERY_STRING: 'q' }, query: true }),
    makeRecord({ state: { 'http.route': '/:p' } }),
    makeRecord({ environ: { REMOTE_ADDR: '::1' } }),
    makeRecord({ environ: { HTTP_USER_AGENT: 'agent' } }),
    makeRecord({ environ: { HTTP_REFERER: 'http://h/' } }),
    makeRecord({ state: { 'user.id': 'ada' } }),
    makeRecord({ state: { 'request.id': 'r', 'trace.id': 't', 'span.id': 's' } }),
    makeRecord({ state: { 'request.id': 'r2' } }),
    makeRecord(),
  ];
  for (const record of [...records, ...records]) {
    const alone = jsonFormat(recordFields({}), false).line(record);
    expect(line(record)).toBe(alone);
    expect(decoder.decode(bytes!(record))).toBe(`${alone}\n`);
  }
});

test('of records that are alike the bytes are those of each: their times are', () => {
  const { line, bytes } = jsonFormat(recordFields({ requestHeaders: ['X-A'] }), false);
  const at = (time: number, headMs: number | undefined, durationMs: number): void => {
    const times = { time: { value: time }, headMs: { value: headMs }, durationMs: { value: durationMs } };
    const record = Object.defineProperties(makeRecord({ environ: { HTTP_X_A: 'a' } }), times);
    expect(decoder.decode(bytes!(record))).toBe(`${line(record)}\n`);
  };
  const time = Date.UTC(2026, 10, 26, 10, 48, 23, 7);
  at(time, 0.001, 0.002);
  at(time, 1.5, 999.9996);
  at(time + 1, 0, 9999.999);
  at(time + 60_000, 0.002, 9999.9994);
  at(time, 9999.9996, 10_000);
  at(time, 0.002, 61_000);
  at(time, undefined, 3);
  at(time, -0.001, 3); // of a clock that is no better
  at(time, 4, 5);
  at(Date.UTC(12_026, 0, 1), 4, 5);
  at(time, 4, 5);
});

const seconds = (durationMs: number): string => {
  const record = Object.defineProperty(makeRecord(), 'durationMs', { value: durationMs });
  return /request\.duration":([\d.]+)/.exec(jsonFormat(recordFields({}), false).line(record))![1]!;
};

test('seconds are decimals of six digits', () => {
  expect([0.0004, 0.001, 1.5, 999.9996, 61_000].map(seconds)).toEqual([
    '0.000000',
    '0.000001',
    '0.001500',
    '1.000000',
    '61.000000',
  ]);
});

test('everything in it is watched, the header fields of the response where it has some', () => {
  expect(jsonFormat(recordFields({}), false).watched).toEqual({ times: true, content: true, headers: false });
  expect(jsonFormat(recordFields({}), true).watched).toMatchObject({ headers: true });
});
