import { expect, test } from 'vitest';

import { MemoryExchange } from '../src/memory-exchange.ts';

const outcome = () => ({ status: 200, bytes: 0 });

test('runs what was deferred, the last first, each awaited, and what is deferred late', async () => {
  const exchange = new MemoryExchange(() => {});
  const events: string[] = [];
  exchange.defer(({ status }) => void events.push(`first ${status}`));
  exchange.defer(async () => {
    await Promise.resolve();
    events.push('second');
    exchange.defer(() => void events.push('late'));
  });
  await exchange.finish(outcome);
  expect(events).toEqual(['second', 'late', 'first 200']);
});

test('reports what fails, and goes on', async () => {
  const reports: string[] = [];
  const exchange = new MemoryExchange((what, error) => reports.push(`${what}: ${String(error)}`));
  exchange.defer(() => {
    throw new Error('one');
  });
  exchange.defer(() => Promise.reject(new Error('two')));
  exchange.waitUntil(Promise.reject(new Error('three')));
  await exchange.finish(outcome);
  expect(reports.toSorted()).toEqual([
    'a deferred function failed: Error: one',
    'a deferred function failed: Error: two',
    'a promise given to waitUntil was rejected: Error: three',
  ]);
});

test('throws where what is deferred would never run', async () => {
  const exchange = new MemoryExchange(() => {});
  expect(() => exchange.defer('x' as never)).toThrow(TypeError);
  expect(() => exchange.waitUntil(null as never)).toThrow('expected a promise, got null (rule S40)');
  // oxlint-disable-next-line unicorn/no-thenable -- it looks like one
  expect(() => exchange.waitUntil({ then: 1 } as never)).toThrow('expected a promise, got an object');
  await exchange.finish(outcome);
  expect(() => exchange.defer(() => {})).toThrow('the exchange is over');
});

test('aborts its signal, and not when it is over', async () => {
  const [early, late] = [new MemoryExchange(() => {}), new MemoryExchange(() => {})];
  early.abort('why');
  expect(early.signal).toMatchObject({ aborted: true, reason: 'why' });
  await late.finish(outcome);
  late.abort('why');
  expect(late.signal.aborted).toBe(false);
  expect(late.state).toEqual(new Map());
});
