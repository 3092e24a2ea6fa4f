import { expect, test } from 'vitest';

import { ContentQueue } from '../src/content-queue.ts';

test('hands chunks on in their order, and then the end', async () => {
  const queue = new ContentQueue();
  const first = queue.read();
  for (const byte of [1, 2]) queue.push(Uint8Array.of(byte));
  queue.end();
  expect([await first, await queue.read(), await queue.read(), await queue.read()]).toEqual([
    Uint8Array.of(1),
    Uint8Array.of(2),
    undefined,
    undefined,
  ]);
});

test('passes over empty chunks, and what comes after the end', async () => {
  const queue = new ContentQueue();
  queue.push(new Uint8Array());
  queue.end();
  queue.push(Uint8Array.of(1));
  expect(await queue.read()).toBeUndefined();
});

test('has room until 64 KiB lie unread, and says when some are read', async () => {
  const queue = new ContentQueue();
  expect(queue.hasRoom).toBe(true);
  queue.push(new Uint8Array(65_536));
  expect(queue.hasRoom).toBe(false);
  let calls = 0;
  queue.whenRoom(() => calls++);
  queue.push(Uint8Array.of(1));
  await queue.read();
  await queue.read();
  expect([queue.hasRoom, calls]).toEqual([true, 1]);
});

test('gives what came before a failure, and then the failure, the first one', async () => {
  const queue = new ContentQueue();
  queue.push(Uint8Array.of(1));
  queue.fail(new Error('cut'));
  queue.fail(new Error('again'));
  queue.end();
  expect(await queue.read()).toEqual(Uint8Array.of(1));
  await expect(queue.read()).rejects.toThrow('cut');
});

test('keeps no writer waiting when it has failed', async () => {
  const queue = new ContentQueue();
  queue.push(new Uint8Array(100_000));
  const room = new Promise<void>((resolve) => queue.whenRoom(resolve));
  queue.fail(new Error('cut'));
  await room;
  expect(queue.hasRoom).toBe(true);
});
