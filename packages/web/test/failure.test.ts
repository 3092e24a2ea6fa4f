import { expect, test } from 'vitest';

import { HttpError, ValidationError } from '@tsgi/web';

import { failureOf } from '../src/failure.ts';

test('takes an HttpError at its word', () => {
  const headers = [['Allow', 'GET']] as const;
  expect(failureOf(new HttpError(405, 'no', { headers }))).toEqual({ status: 405, detail: 'no', headers, issues: [] });
});

test.each([
  ['an error', new Error('secret')],
  ['a string', 'secret'],
  ['undefined', undefined],
  ['what looks like an HttpError', { name: 'HttpError', status: 404, message: 'secret', expose: true }],
])('tells nothing of %s', (_what, error) => {
  expect(failureOf(error)).toEqual({ status: 500, detail: undefined, headers: [], issues: [] });
});

test('tells nothing of a 5xx, nor of what is not to be exposed', () => {
  expect(failureOf(new HttpError(503, 'secret')).detail).toBeUndefined();
  expect(failureOf(new HttpError(404, 'secret', { expose: false })).detail).toBeUndefined();
  expect(failureOf(new HttpError(503, 'later', { expose: true })).detail).toBe('later');
});

test('tells the issues of a schema', () => {
  const issues = [{ message: 'a', path: ['b'] }];
  expect(failureOf(new ValidationError(issues))).toMatchObject({ status: 422, detail: 'b: a', issues });
});
