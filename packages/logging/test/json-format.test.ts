import { expect, test } from 'vitest';

import { jsonFormat } from '../src/json-format.ts';
import { recordFields, recordObject } from '../src/record-fields.ts';
import { makeRecord } from './make-record.ts';

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

const seconds = (durationMs: number): string => {
  const record = Object.defineProperty(makeRecord(), 'durationMs', { value: durationMs });
  const fields = recordFields({})
    .flat()
    .filter(({ name }) => name === 'http.server.request.duration');
  return /duration":([\d.]+)/.exec(jsonFormat([fields], false).line(record))![1]!;
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
  expect(jsonFormat([], false).watched).toEqual({ times: true, content: true, headers: false });
  expect(jsonFormat([], true).watched).toMatchObject({ headers: true });
});
