import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expect, test } from 'vitest';

import { checkSchema, schemaAndOptions, ValidationError } from '../src/check-schema.ts';
import { entry } from './entry-schema.ts';

const failing = (issues: readonly StandardSchemaV1.Issue[]): StandardSchemaV1 => ({
  '~standard': { version: 1, vendor: 'test', validate: () => ({ issues }) },
});

test('gives what the schema makes of it', async () => {
  expect(await checkSchema(entry, { id: '7' })).toEqual({ id: 7 });
});

test('is 422 with the issues', async () => {
  const error: unknown = await checkSchema(entry, { id: 'x' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ValidationError);
  expect(error).toMatchObject({
    status: 422,
    message: 'id: expected a number',
    issues: [{ message: 'expected a number', path: ['id'] }],
  });
});

test('waits for an asynchronous schema', async () => {
  const slow: StandardSchemaV1<unknown, string> = {
    '~standard': { version: 1, vendor: 'test', validate: async (value) => ({ value: `${String(value)}!` }) },
  };
  expect(await checkSchema(slow, 'a')).toBe('a!');
});

test('tells paths of every kind', async () => {
  const issues = [{ message: 'a' }, { message: 'b', path: ['c', 0, { key: 'd' }, Symbol('e')] }];
  await expect(checkSchema(failing(issues), 1)).rejects.toMatchObject({
    message: 'a; c.0.d.Symbol(e): b',
    issues: [
      { message: 'a', path: [] },
      { message: 'b', path: ['c', 0, 'd', 'Symbol(e)'] },
    ],
  });
});

test('tells a hundred issues at most', async () => {
  const issues = Array.from({ length: 100_000 }, (_, index) => ({ message: 'no', path: [index] }));
  const error: unknown = await checkSchema(failing(issues), []).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ issues: { length: 100 } });
  expect((error as ValidationError).message.length).toBeLessThan(1000);
});

describe('schemaAndOptions', () => {
  test('tells one from the other', () => {
    const options = { limit: 1 };
    const callable = Object.assign(() => {}, entry);
    expect(schemaAndOptions('json()', undefined, undefined)).toEqual([undefined, undefined]);
    expect(schemaAndOptions('json()', options, undefined)).toEqual([undefined, options]);
    expect(schemaAndOptions('json()', entry, options)).toEqual([entry, options]);
    expect(schemaAndOptions('json()', callable, undefined)[0]).toBe(callable);
  });

  test.each(['text', null, { parse: () => {} }, 7])('refuses %j', (first) => {
    expect(() => schemaAndOptions('json()', first as never, undefined)).toThrow(
      /^json\(\): expected a Standard Schema/,
    );
  });
});
