import { describe, expect, test } from 'vitest';

import { formatMetric, Timings } from '../src/timings.ts';

test('records what took how long', () => {
  const timings = new Timings();
  timings.add('db', 53.2);
  timings.add('cache', undefined, 'hit "a"');
  timings.add('app', 0.00049, '');
  expect(timings.text()).toBe('db;dur=53.2, cache;desc="hit \\"a\\"", app;dur=0;desc=""');
  expect([timings.count, timings.text(1)]).toEqual([3, 'cache;desc="hit \\"a\\"", app;dur=0;desc=""']);
});

describe('a timing', () => {
  test('is recorded when it is stopped, once', () => {
    const timings = new Timings();
    const stop = timings.start('db', 'users');
    expect(timings.count).toBe(0);
    stop();
    stop();
    expect(timings.text()).toMatch(/^db;dur=\d+(?:\.\d{1,3})?;desc="users"$/);
  });

  test('ends with its block', () => {
    const timings = new Timings();
    {
      using _ = timings.start('db');
    }
    expect(timings.text()).toMatch(/^db;dur=[\d.]+$/);
  });
});

test('tells 50 at most', () => {
  const timings = new Timings();
  for (let at = 0; at < 60; at++) timings.add(`t${at}`);
  expect(timings.text().split(', ')).toHaveLength(50);
});

test('sends no more than fits into a head, however long its descriptions are', () => {
  const timings = new Timings();
  timings.add('cache', 1);
  timings.add('db', 2, 'SELECT '.repeat(1_000));
  for (let at = 0; at < 50; at++) timings.add(`t${at}`, 3, 'x'.repeat(500));
  timings.add('last');
  expect(timings.text()).toMatch(/^cache;dur=1, t0;dur=3;.*, last$/);
  expect(timings.text().length).toBeLessThan(4_500);
});

test('writes times without an exponent, to the microsecond', () => {
  expect(formatMetric('a', 1e-9, undefined)).toBe('a;dur=0');
  expect(formatMetric('a', 1234567.8912, undefined)).toBe('a;dur=1234567.891');
});

test.each([
  [['a b'], 'timings(): a name must be a token, got "a b"'],
  [[''], 'timings(): a name must be a token, got ""'],
  [['a\r\nSet-Cookie'], 'timings(): a name must be a token, got "a\\r\\nSet-Cookie"'],
  [['a', -1], 'timings(): a must have taken some milliseconds, got -1'],
  [['a', Number.NaN], 'timings(): a must have taken some milliseconds, got NaN'],
  [['a', Number.POSITIVE_INFINITY], 'timings(): a must have taken some milliseconds, got Infinity'],
  [['a', 1, 'b\r\nc'], 'timings(): a description must be text that a field can hold, got "b\\r\\nc"'],
  [['a', 1, '你好'], 'timings(): a description must be text that a field can hold, got "你好"'],
])('refuses %j', (call, message) => {
  expect(() => new Timings().add(...(call as [string]))).toThrow(new TypeError(message));
});

test('refuses a wrong name when the timing begins', () => {
  expect(() => new Timings().start('a b')).toThrow('timings(): a name must be a token, got "a b"');
});
