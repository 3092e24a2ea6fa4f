import { expect, test } from 'vitest';

import { checkWriterOptions } from '../src/check-writer-options.ts';

test('names who was given what', () => {
  expect(() => checkWriterOptions({ maxBytes: Number.NaN }, 'theSink')).toThrow(
    'theSink(): maxBytes must be a whole number, 0 or more, got NaN',
  );
  expect(() => checkWriterOptions({ delayMs: 1e10 }, 'theSink')).toThrow(
    'theSink(): delayMs must be at most 2147483647, got 10000000000',
  );
});

test('takes what is right, and nothing', () => {
  expect(() => checkWriterOptions({ maxBytes: 0, delayMs: 1, report() {} }, 'theSink')).not.toThrow();
  expect(() => checkWriterOptions({}, 'theSink')).not.toThrow();
});
