import { describe, expect, test } from 'vitest';

import { HttpError } from '@tsgi/contract';

test('knows the answer that it stands for', () => {
  const error = new HttpError(405, 'only GET here', { headers: [['Allow', 'GET']] });
  expect(error).toMatchObject({ status: 405, headers: [['Allow', 'GET']], expose: true });
  expect(String(error)).toBe('HttpError: only GET here');
  expect(error).toBeInstanceOf(Error);
});

test('has no headers by default', () => {
  expect(new HttpError(404, 'x').headers).toEqual([]);
});

describe('shows its message to the client', () => {
  test.each([
    [400, undefined, true],
    [499, undefined, true],
    [500, undefined, false],
    [599, undefined, false],
    [404, false, false],
    [503, true, true],
  ])('with %i and expose %s: %s', (status, expose, exposed) => {
    expect(new HttpError(status, 'x', expose === undefined ? {} : { expose }).expose).toBe(exposed);
  });
});

test('takes a cause', () => {
  const cause = new Error('why');
  expect(new HttpError(502, 'x', { cause }).cause).toBe(cause);
});

test.each([399, 600, 200, 404.5, Number.NaN])('refuses the status %d', (status) => {
  expect(() => new HttpError(status, 'x')).toThrow(
    new RangeError(`HttpError: the status must be an integer from 400 to 599, got ${status}`),
  );
});
