import { expect, test, vi } from 'vitest';

import { Turns } from '../src/turns.ts';

test('does one after the other what has one name, and at once what has another', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const gates = { a1: Promise.withResolvers<void>(), b1: Promise.withResolvers<void>() };
  const work = (name: string, gate?: Promise<void>) => async (): Promise<string> => {
    seen.push(`${name} begins`);
    await gate;
    seen.push(`${name} ends`);
    return name;
  };
  const all = [
    turns.take('a', work('a1', gates.a1.promise), 5000),
    turns.take('a', work('a2'), 5000),
    turns.take('b', work('b1', gates.b1.promise), 5000),
    turns.take('a', work('a3'), 5000),
  ];
  expect(seen).toEqual(['a1 begins', 'b1 begins']);
  gates.b1.resolve();
  await all[2];
  gates.a1.resolve();
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1', 'a3']);
  expect(seen.slice(2)).toEqual(['b1 ends', 'a1 ends', 'a2 begins', 'a2 ends', 'a3 begins', 'a3 ends']);
});

test('goes on after a failure, and remembers nothing', async () => {
  const turns = new Turns();
  const failing = turns.take('a', () => Promise.reject(new Error('no')), 5000);
  const next = turns.take('a', () => Promise.resolve('yes'), 5000);
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
  await Promise.resolve();
  expect(turns.size).toBe(0);
});

test('waits for nobody for ever', async () => {
  vi.useFakeTimers();
  try {
    const turns = new Turns();
    void turns.take('a', () => new Promise(() => {}), 5000);
    const next = turns.take('a', () => Promise.resolve('yes'), 300);
    await vi.advanceTimersByTimeAsync(300);
    expect(await next).toBe('yes');
  } finally {
    vi.useRealTimers();
  }
});
