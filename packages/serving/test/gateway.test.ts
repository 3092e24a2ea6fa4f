import { expect, test, vi } from 'vitest';

import { Gateway } from '../src/gateway.ts';

function gateway(): { gateway: Gateway; reports: unknown[]; flushed: () => boolean } {
  const reports: unknown[] = [];
  const flush = vi.fn<() => void>();
  const errors = { write() {}, flush };
  return {
    gateway: new Gateway(
      () => [],
      errors,
      (...report) => reports.push(report),
    ),
    reports,
    flushed: () => flush.mock.calls.length === 1,
  };
}

const abort = (): never => {
  throw new Error('there is time enough');
};

test('closes at once where nothing runs, and flushes tsgi.errors', async () => {
  const { gateway: idle, flushed } = gateway();
  await idle.close({ graceMs: 1000, abort });
  expect([idle.closing, flushed()]).toEqual([true, true]);
});

test('waits for exchanges, for promises and for connections', async () => {
  const { gateway: busy, reports } = gateway();
  const work = Promise.withResolvers<void>();
  let connections = 1;
  let closed = false;
  busy.running = 1;
  busy.waitUntil(work.promise);
  const closing = busy.close({ graceMs: 1000, abort, idle: () => connections === 0 }).then(() => (closed = true));
  busy.running = 0;
  busy.onProgress();
  work.reject(new Error('lost'));
  await new Promise(setImmediate);
  expect(closed).toBe(false);
  connections = 0;
  busy.onProgress();
  await closing;
  expect(reports).toEqual([['a promise given to waitUntil was rejected', new Error('lost')]]);
});

test('refuses to wait for what is no promise, and then has nothing to wait for', async () => {
  const { gateway: idle } = gateway();
  expect(() => idle.waitUntil(undefined as never)).toThrow(
    new TypeError('exchange.waitUntil(): expected a promise, got undefined (rule S40)'),
  );
  await idle.close({ graceMs: 1000, abort });
});

test('waits for a thenable that calls back twice, or throws', async () => {
  const { gateway: busy, reports } = gateway();
  busy.waitUntil({
    // oxlint-disable-next-line unicorn/no-thenable -- it is what is tested
    then: ((done: (value: unknown) => void) => {
      done(1);
      done(2);
    }) as never,
  });
  busy.waitUntil({
    // oxlint-disable-next-line unicorn/no-thenable -- it is what is tested
    then() {
      throw new Error('no promise');
    },
  });
  await busy.close({ graceMs: 1000, abort });
  expect(reports).toEqual([['a promise given to waitUntil was rejected', new Error('no promise')]]);
});

test('aborts what is left when the grace is over, and gives it time to end', async () => {
  const { gateway: busy } = gateway();
  busy.running = 1;
  await busy.close({
    graceMs: 1,
    abort() {
      busy.running = 0;
      busy.onProgress();
    },
  });
  expect(busy.running).toBe(0);
});

test('waits for nothing that does not end', async () => {
  vi.useFakeTimers();
  try {
    const { gateway: busy } = gateway();
    busy.running = 1;
    const aborted = vi.fn<() => void>();
    const closing = busy.close({ graceMs: Infinity, abort: aborted });
    await vi.advanceTimersByTimeAsync(0x7fff_ffff);
    expect(aborted).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1000);
    await closing;
  } finally {
    vi.useRealTimers();
  }
});
