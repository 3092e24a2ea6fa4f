import { expect, test } from 'vitest';

import { runnableStoreCase } from '../../src/conformance/store-case.ts';
import { making } from './faulty-store.ts';

const failing = { name: 'does it', play: () => Promise.reject(new Error('it did not')) };

test('says of which store what was not as it should be', async () => {
  await expect(runnableStoreCase('topic', failing, making(), 1_000).run()).rejects.toThrow(
    'the store does it: it did not',
  );
});

test('gives up a store that hangs', async () => {
  const hanging = { name: 'answers', play: () => new Promise<void>(() => {}) };
  await expect(runnableStoreCase('topic', hanging, making(), 10).run()).rejects.toThrow(
    'the store answers: it was not over after 10 ms',
  );
});

test('closes what was opened, however it ends', async () => {
  let closed = 0;
  const make = making(() => ({ close: () => void (closed += 1) }));
  await runnableStoreCase('topic', failing, make, 1_000)
    .run()
    .catch(() => {});
  const opening = {
    name: 'opens',
    play: async (stage: { another(): Promise<unknown> }) => void (await stage.another()),
  };
  await runnableStoreCase('topic', opening, make, 1_000).run();
  expect(closed).toBe(3);
});
