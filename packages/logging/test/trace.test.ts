import { expect, test } from 'vitest';

import { Trace } from '../src/trace.ts';

const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

test('has the fields that continue it', () => {
  expect(new Trace({ ...ids, flags: 3 }).headers).toEqual({
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03',
  });
  const state = 'congo=t61rcWkgMzE';
  expect(new Trace({ ...ids, flags: 0 }, '1'.repeat(16), state).headers).toEqual({
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    tracestate: state,
  });
});

test('says whether it is recorded', () => {
  expect([0, 1, 2, 3].map((flags) => new Trace({ ...ids, flags }).sampled)).toEqual([false, true, false, true]);
});

test('has places below it, each of its own', () => {
  const trace = new Trace({ ...ids, flags: 3 }, '1'.repeat(16), 'a=1');
  const [one, two] = [trace.child(), trace.child()];
  expect(one).toMatchObject({ traceId: ids.traceId, flags: 3, parentId: ids.spanId, state: 'a=1' });
  expect(new Set([trace.spanId, one.spanId, two.spanId]).size).toBe(3);
});
