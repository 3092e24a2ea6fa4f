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
  map.set('used', { n: -1 });
  for (let n = 0; n < 1000; n++) {
    map.set(`${n}`, { n });
    expect(n % 50 === 0 ? map.get('used') : { n: -1 }).toEqual({ n: -1 });
    expect(map.size).toBeLessThanOrEqual(200);
    // What was used a while ago is always there; asking keeps it for longer.
    expect(map.get(`${Math.max(0, n - 40)}`)).toEqual({ n: Math.max(0, n - 40) });
  }
  expect(map.get('0')).toBeUndefined();
});

test('counts by weight', () => {
  const map = new RecentMap<{ n: number }>(10, (key) => key.length);
  map.set('aaaaaa', { n: 1 });
  map.set('bbbbbb', { n: 2 });
  expect(map.get('bbbbbb')).toEqual({ n: 2 });
  map.set('cccccc', { n: 3 });
  expect(map.get('aaaaaa')).toBeUndefined();
  expect(map.get('bbbbbb')).toEqual({ n: 2 });
});

test('does not keep what weighs more than there is room for, nor what stood in its place', () => {
  let weight = 1;
  const map = new RecentMap<{ n: number }>(10, () => weight);
  map.set('a', { n: 1 });
  weight = 11;
  map.set('a', { n: 2 });
  expect(map.get('a')).toBeUndefined();
});
