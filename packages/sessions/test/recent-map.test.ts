import { expect, test } from 'vitest';

import { RecentMap } from '../src/recent-map.ts';

test('keeps what was set', () => {
  const map = new RecentMap<{ n: number }>(10);
  map.set('a', { n: 1 });
  map.set('a', { n: 2 });
  expect(map.get('a')).toEqual({ n: 2 });
  expect(map.get('b')).toBeUndefined();
  map.delete('a');
  expect(map.get('a')).toBeUndefined();
});

test('forgets what was not used for long, and stays bounded', () => {
  const map = new RecentMap<{ n: number }>(100);
  for (let n = 0; n < 1000; n++) {
    map.set(`${n}`, { n });
    if (n === 60) map.set('0', { n: 0 });
    expect(map.size).toBeLessThanOrEqual(200);
    // The last hundred are always there.
    expect(map.get(`${Math.max(0, n - 99)}`)).toEqual({ n: Math.max(0, n - 99) });
  }
  expect(map.get('0')).toBeUndefined();
});

test('counts by weight', () => {
  const map = new RecentMap<{ n: number }>(100);
  map.set('a', { n: 1 }, 60);
  map.set('b', { n: 2 }, 60);
  expect([map.get('a'), map.get('b')]).toEqual([{ n: 1 }, { n: 2 }]);
  map.set('c', { n: 3 }, 60);
  expect(map.get('a')).toBeUndefined();
});

test('does not keep what weighs more than there is room for, nor what stood in its place', () => {
  const map = new RecentMap<{ n: number }>(100);
  map.set('a', { n: 1 });
  map.set('a', { n: 2 }, 101);
  expect(map.get('a')).toBeUndefined();
});
