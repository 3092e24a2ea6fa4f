import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { type Living, LivingExchanges } from '../src/living-exchanges.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An exchange that notes what is done to it. */
function noting(done: string[], name: string): Living {
  return { watch: () => void done.push(`watch ${name}`), shutDown: () => void done.push(`shut down ${name}`) };
}

describe('exchanges that live on', () => {
  test('are watched once they have taken their time', () => {
    const done: string[] = [];
    const living = new LivingExchanges(false);
    living.add(noting(done, 'a'));
    vi.advanceTimersByTime(10);
    living.add(noting(done, 'b'));
    expect(done).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(done).toEqual(['watch a']);
    vi.advanceTimersByTime(100);
    expect(done).toEqual(['watch a', 'watch b']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('are not watched when they are over before', () => {
    const done: string[] = [];
    const living = new LivingExchanges(false);
    const [young, older] = [noting(done, 'young'), noting(done, 'older')];
    living.add(older);
    vi.advanceTimersByTime(10);
    living.add(young);
    living.delete(young);
    living.delete(older);
    vi.advanceTimersByTime(100);
    expect(done).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('are watched at once where the runtime does not tell later', () => {
    const done: string[] = [];
    const living = new LivingExchanges(true);
    living.add(noting(done, 'a'));
    expect(done).toEqual(['watch a']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('are shut down at every age, and not when they are over', () => {
    const done: string[] = [];
    const living = new LivingExchanges(false);
    const over = noting(done, 'over');
    for (const name of ['watched', 'older', 'young']) {
      living.add(noting(done, name));
      if (name === 'watched') {
        living.add(over);
        vi.advanceTimersByTime(10);
      }
      if (name !== 'young') vi.advanceTimersByTime(10);
    }
    living.delete(over);
    done.length = 0;
    living.shutDown();
    expect(done.toSorted()).toEqual(['shut down older', 'shut down watched', 'shut down young']);
  });
});
