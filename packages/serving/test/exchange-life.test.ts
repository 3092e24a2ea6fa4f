import type { Outcome } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import { ExchangeLife } from '../src/exchange-life.ts';

function exchangeLife(): { life: ExchangeLife; waitUntil: (promise: PromiseLike<unknown>) => void } {
  const waitUntil = vi.fn<(promise: PromiseLike<unknown>) => void>();
  return { life: new ExchangeLife({ waitUntil }), waitUntil };
}

/** Ends an exchange, and waits for it. */
async function finished(life: ExchangeLife): Promise<unknown[]> {
  const reported: unknown[] = [];
  await new Promise<void>((over) => {
    life.finish({ onDeferredFailure: (error) => reported.push(error), onFinished: over });
  });
  return reported;
}

test('runs what was deferred, the last first, and tells the outcome', async () => {
  const { life } = exchangeLife();
  const seen: [string, Outcome][] = [];
  for (const name of ['first', 'second', 'third', 'fourth']) {
    life.exchange.defer((outcome) => void seen.push([name, outcome]));
  }
  life.status = 200;
  life.bytes = 12;
  await finished(life);
  const outcome = { status: 200, bytes: 12 };
  expect(seen).toEqual([
    ['fourth', outcome],
    ['third', outcome],
    ['second', outcome],
    ['first', outcome],
  ]);
});

test('is over in the same turn where nothing is to wait for', () => {
  const { life } = exchangeLife();
  const over = vi.fn<() => void>();
  life.exchange.defer(() => {});
  life.finish({ onDeferredFailure() {}, onFinished: over });
  expect(over).toHaveBeenCalledOnce();
});

test('waits for each deferred function before the next', async () => {
  const { life } = exchangeLife();
  const seen: string[] = [];
  life.exchange.defer(() => void seen.push('first'));
  life.exchange.defer(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push('second');
  });
  await finished(life);
  expect(seen).toEqual(['second', 'first']);
});

test('runs what a deferred function defers, before what waits already', async () => {
  const { life } = exchangeLife();
  const seen: string[] = [];
  life.exchange.defer(() => void seen.push('first'));
  life.exchange.defer(() => void seen.push('second'));
  life.exchange.defer(async () => {
    life.exchange.defer(() => void seen.push('inner'));
    await Promise.resolve();
    life.exchange.defer(() => void seen.push('innermost'));
    seen.push('outer');
  });
  await finished(life);
  expect(seen).toEqual(['outer', 'innermost', 'inner', 'second', 'first']);
});

test('reports what deferred functions throw or reject with, and runs the others all the same', async () => {
  const { life } = exchangeLife();
  const last = vi.fn<() => void>();
  const [thrown, rejected] = [new Error('thrown'), new Error('rejected')];
  life.exchange.defer(last);
  life.exchange.defer(() => Promise.reject(rejected));
  life.exchange.defer(() => {
    throw thrown;
  });
  await expect(finished(life)).resolves.toEqual([thrown, rejected]);
  expect(last).toHaveBeenCalledOnce();
});

test('tells the error where the exchange ended early, and the first one only', async () => {
  const { life } = exchangeLife();
  const outcomes: Outcome[] = [];
  life.exchange.defer((outcome) => void outcomes.push(outcome));
  const first = new Error('first');
  life.abort(first);
  life.abort(new Error('second'));
  await finished(life);
  expect(outcomes).toEqual([{ status: 0, bytes: 0, error: first }]);
});

test('aborts its signal with the reason, whether it was looked at before or after', () => {
  const { life } = exchangeLife();
  const { signal } = life.exchange;
  expect(signal.aborted).toBe(false);
  const reason = new Error('gone');
  life.abort(reason);
  expect(signal.reason).toBe(reason);

  const late = exchangeLife().life;
  late.abort(reason);
  expect(late.exchange.signal).toMatchObject({ aborted: true, reason });
});

test('does not abort its signal at an ordinary end, nor after it', async () => {
  const { life } = exchangeLife();
  const { signal } = life.exchange;
  await finished(life);
  life.abort(new Error('gone'));
  expect(signal.aborted).toBe(false);
});

test('has an outcome that cannot change while it is told', async () => {
  const { life } = exchangeLife();
  const outcomes: Outcome[] = [];
  life.exchange.defer((outcome) => void outcomes.push(outcome));
  life.exchange.defer((outcome) => {
    outcomes.push(outcome);
    life.abort(new Error('the client went away while the log was written'));
  });
  await finished(life);
  expect(outcomes).toEqual([
    { status: 0, bytes: 0 },
    { status: 0, bytes: 0 },
  ]);
  expect(life.exchange.signal.aborted).toBe(false);
});

test('refuses to defer what is no function, or what would never run', async () => {
  const { life } = exchangeLife();
  expect(() => life.exchange.defer('soon' as unknown as () => void)).toThrow(TypeError);
  expect(() => life.exchange.defer('soon' as unknown as () => void)).toThrow('got string (rule S40)');
  await finished(life);
  expect(() => life.exchange.defer(() => {})).toThrow(TypeError);
  expect(() => life.exchange.defer(() => {})).toThrow('the exchange is over');
});

test('has a map of its own for what its layers share', () => {
  const { exchange } = exchangeLife().life;
  exchange.state.set('user', 'ada');
  expect(exchange.state.get('user')).toBe('ada');
  expect(exchangeLife().life.exchange.state.size).toBe(0);
});

test('gives promises for the background to the server', () => {
  const { life, waitUntil } = exchangeLife();
  const promise = Promise.resolve();
  life.exchange.waitUntil(promise);
  expect(waitUntil).toHaveBeenCalledExactlyOnceWith(promise);
});

test('gives applications nothing by which they could end it', () => {
  const { exchange } = exchangeLife().life;
  expect(exchange).not.toHaveProperty('finish');
  expect(exchange).not.toHaveProperty('abort');
});

test('says whether a layer has asked for its state', () => {
  const { exchange } = exchangeLife().life;
  expect(exchange.hasState).toBe(false);
  exchange.state.set('http.route', '/');
  expect(exchange.hasState).toBe(true);
});
