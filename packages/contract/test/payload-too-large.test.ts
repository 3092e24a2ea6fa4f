import { expect, test } from 'vitest';

import { HttpError, PayloadTooLarge } from '@tsgi/contract';

test('is an HttpError with 413 and its limit', () => {
  const error = new PayloadTooLarge(1024);
  expect(error).toBeInstanceOf(HttpError);
  expect(error).toMatchObject({ status: 413, limit: 1024, expose: true, headers: [] });
  expect(String(error)).toBe('PayloadTooLarge: the request body is longer than the 1024 bytes allowed');
});
