import { ClientDisconnected } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import { sampler } from '../src/sample.ts';
import { makeRecord } from './make-record.ts';

const complete = makeRecord();
const aborted = makeRecord({ outcome: { status: 200, bytes: 1, error: new ClientDisconnected() } });
const failed = makeRecord({ outcome: { status: 200, bytes: 1, error: new Error('no') } });
const unavailable = makeRecord({ outcome: { status: 503, bytes: 1 } });

test('each outcome has its share', () => {
  const random = vi.spyOn(Math, 'random');
  const sampled = sampler({ complete: 0.25, aborted: 0.5 }, 'test');
  random.mockReturnValue(0.3);
  expect([complete, aborted].map(sampled)).toEqual([false, true]);
  random.mockReturnValue(0.2);
  expect([complete, aborted].map(sampled)).toEqual([true, true]);
});

test('errors are always written', () => {
  const sampled = sampler({ complete: 0, aborted: 0 }, 'test');
  expect([complete, aborted, failed, unavailable].map(sampled)).toEqual([false, false, true, true]);
});

test('all is written, where nothing else is said', () => {
  const sampled = sampler({}, 'test');
  vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
  expect([complete, aborted].map(sampled)).toEqual([true, true]);
});

test.each([
  [7, 'sample must be { complete, aborted }, got number'],
  [{ complete: 1.5 }, 'sample.complete must be a number from 0 to 1, got 1.5'],
  [{ aborted: '1' }, 'sample.aborted must be a number from 0 to 1, got 1'],
  [{ failed: 0.5 }, 'sample.failed is not an option; there are complete, aborted'],
  [{ complete: Number.NaN }, 'sample.complete must be a number from 0 to 1, got NaN'],
])('refuses %j', (options, message) => {
  expect(() => sampler(options as never, 'test')).toThrow(new TypeError(`test(): ${message}`));
});
