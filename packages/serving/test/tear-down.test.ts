import type { Body } from '@tsgi/contract';
import { expect, test, vi } from 'vitest';

import { BodyPump } from '../src/body-pump.ts';
import { tearDown } from '../src/tear-down.ts';
import { QuietFlow } from './quiet-flow.ts';

/** A pump that is in the middle of `body`. */
function pumpOf(body: Body): BodyPump {
  const pump = new BodyPump({ ready: true, onChunk() {}, onEnd() {}, onFailure() {} }, new QuietFlow());
  pump.start(body);
  return pump;
}

/** A body whose first chunk never comes, and that notes how it ends. */
function waitingBody(seen: string[], returned: unknown, disposed: unknown): Body {
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise<never>(() => {}),
      return: () => {
        seen.push('return');
        if (returned instanceof Error) throw returned;
        return returned as Promise<IteratorResult<string>>;
      },
    }),
    [Symbol.asyncDispose]: () => {
      seen.push('dispose');
      if (disposed instanceof Error) throw disposed;
      return disposed as Promise<void>;
    },
  };
}

async function rejected(error: Error): Promise<never> {
  throw error;
}

test('ends the iteration, then disposes of the body', async () => {
  const seen: string[] = [];
  const body = waitingBody(seen, Promise.resolve({ done: true }), Promise.resolve());
  await tearDown(pumpOf(body), body, { report: () => seen.push('report') });
  expect(seen).toEqual(['return', 'dispose']);
});

test('does not wait for the end of the iteration', async () => {
  const seen: string[] = [];
  const body = waitingBody(seen, new Promise(() => {}), Promise.resolve());
  await tearDown(pumpOf(body), body, { report: () => seen.push('report') });
  expect(seen).toEqual(['return', 'dispose']);
});

test('does not wait for a generator that hangs, whose inherited disposal would', async () => {
  const reached = Promise.withResolvers<void>();
  const body = (async function* () {
    reached.resolve();
    await new Promise(() => {});
    yield 'never';
  })();
  const pump = pumpOf(body);
  await reached.promise;
  expect(tearDown(pump, body, { report() {} })).toBeUndefined();
});

test('disposes of a generator that was never begun, and ends it', async () => {
  const body = (async function* () {
    yield 'never';
  })();
  await tearDown(undefined, body, { report() {} });
  await expect(body.next()).resolves.toEqual({ done: true, value: undefined });
});

test('gives no promise where there is nothing to wait for', () => {
  const report = vi.fn<() => void>();
  expect(tearDown(undefined, undefined, { report })).toBeUndefined();
  expect(tearDown(undefined, ['a'], { report })).toBeUndefined();
  const dispose = vi.fn<() => void>();
  expect(tearDown(undefined, Object.assign(['a'], { [Symbol.dispose]: dispose }), { report })).toBeUndefined();
  expect(dispose).toHaveBeenCalledOnce();
  expect(report).not.toHaveBeenCalled();
});

test('reports what either throws or rejects with, and stops for neither', async () => {
  for (const failing of [(error: Error) => error, rejected]) {
    const seen: string[] = [];
    const [returned, disposed] = [new Error('return failed'), new Error('dispose failed')];
    const body = waitingBody(seen, failing(returned), failing(disposed));
    const reported: unknown[] = [];
    await tearDown(pumpOf(body), body, { report: (error) => reported.push(error) });
    expect(seen).toEqual(['return', 'dispose']);
    expect(reported).toEqual([returned, disposed]);
  }
});
