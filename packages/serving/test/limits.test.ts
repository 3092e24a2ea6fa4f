import { expect, test } from 'vitest';

import { DEFAULT_LIMITS, DEFAULT_TIMEOUTS, resolveLimits, resolveTimeouts } from '../src/limits.ts';

test('has a default for every limit and timeout', () => {
  expect(resolveLimits()).toEqual(DEFAULT_LIMITS);
  expect(resolveTimeouts()).toEqual(DEFAULT_TIMEOUTS);
});

test('puts what is given in the place of a default, and leaves the others', () => {
  expect(resolveLimits({ headerCount: 7 })).toEqual({ ...DEFAULT_LIMITS, headerCount: 7 });
  expect(resolveTimeouts({ idleMs: Infinity })).toEqual({ ...DEFAULT_TIMEOUTS, idleMs: Infinity });
});

test('does not change the defaults', () => {
  resolveLimits({ headerCount: 7 });
  expect(DEFAULT_LIMITS.headerCount).toBe(100);
});

test.each([
  [{ headers: 7 }, /limits\.headers is not an option; there are requestLineBytes, headerCount, /],
  [{ toString: 7 }, /limits\.toString is not an option/],
  [{ bodyBytes: '7' }, 'serve(): limits.bodyBytes must be a number from 1, or Infinity, got 7'],
  [{ bodyBytes: 0 }, /from 1, or Infinity, got 0/],
  [{ bodyBytes: NaN }, /got NaN/],
  [{ bodyBytes: undefined }, /got undefined/],
  [{ headerCount: Infinity }, 'serve(): limits.headerCount must be a whole number, got Infinity'],
  [{ headerCount: 1.5 }, /whole number, got 1\.5/],
])('refuses the limits %j', (given, message) => {
  expect(() => resolveLimits(given as object)).toThrow(TypeError);
  expect(() => resolveLimits(given as object)).toThrow(message);
});

test.each([
  [{ headersMs: 7 }, /timeouts\.headersMs is not an option; there are headMs, bodyMs, /],
  [{ idleMs: -1 }, 'serve(): timeouts.idleMs must be a number from 1, or Infinity, got -1'],
])('refuses the timeouts %j', (given, message) => {
  expect(() => resolveTimeouts(given as object)).toThrow(message);
});

test('refuses limits and timeouts that this server cannot honour', () => {
  const unable = { 'limits.headerCount': 'it counts no fields', 'timeouts.idleMs': 'it has no clock' };
  expect(() => resolveLimits({ headerCount: 7 }, unable)).toThrow(
    'serve(): limits.headerCount cannot be honoured by this server: it counts no fields',
  );
  expect(() => resolveTimeouts({ idleMs: 7 }, unable)).toThrow(TypeError);
  expect(resolveLimits({ bodyBytes: 7 }, unable).bodyBytes).toBe(7);
});
