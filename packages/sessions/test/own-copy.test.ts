import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, test } from 'vitest';

import { ownCopy } from '../src/own-copy.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test.each(['', 'a', 'é and 你好'])('is the same text: %j', (text) => {
  expect(ownCopy(text)).toBe(text);
});

test('lets go of the text that it was a part of', () => {
  const kept: string[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 50; n++) kept.push(ownCopy(`${n}`.padEnd(1_000_000, 'x').slice(0, 40)));
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
  expect(kept).toHaveLength(50);
});
