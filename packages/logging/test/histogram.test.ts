import { expect, test } from 'vitest';

import { Histogram } from '../src/histogram.ts';

test('counts values by bucket, each with its upper bound, and sums them up', () => {
  const histogram = new Histogram([0, 10, 100]);
  for (const value of [0, 1, 10, 10.5, 100, 101, 5_000]) histogram.observe(value);
  expect(histogram.counts).toEqual([1, 2, 2, 2]);
  expect(histogram.sum).toBe(5_222.5);
});

test('is empty at first', () => {
  const histogram = new Histogram([1]);
  expect([histogram.counts, histogram.sum]).toEqual([[0, 0], 0]);
});
