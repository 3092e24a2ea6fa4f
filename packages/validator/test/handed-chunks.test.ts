import { expect, test } from 'vitest';

import { HandedChunks } from '../src/handed-chunks.ts';

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

test('sees a write to the chunk that was handed over last, once', () => {
  const handed = new HandedChunks();
  const chunk = bytes(1);
  handed.add(chunk);
  expect(handed.changed()).toBe(false);
  chunk[0] = 2;
  expect(handed.changed()).toBe(true);
  expect(handed.changed()).toBe(false);
});

test('sees that a chunk has the memory of an earlier one, with other bytes', () => {
  const handed = new HandedChunks();
  const buffers = [bytes(1), bytes(2)] as const;
  for (const buffer of buffers) expect(handed.add(buffer)).toBe(true);
  buffers[0][0] = 3;
  expect(handed.add(buffers[0])).toBe(false);
});

test('sees it also where only a part is the same', () => {
  const handed = new HandedChunks();
  const memory = bytes(1, 2, 3, 4);
  handed.add(memory.subarray(0, 2));
  handed.add(memory.subarray(2));
  memory[1] = 5;
  expect(handed.add(memory.subarray(1, 3))).toBe(false);
});

test('takes what is handed over again, and its neighbours, for right', () => {
  const handed = new HandedChunks();
  const memory = bytes(1, 2, 3, 4);
  expect(handed.add(memory)).toBe(true);
  expect(handed.add(memory)).toBe(true);
  expect(handed.add(memory.subarray(1, 2))).toBe(true);
  expect(handed.add(bytes(1, 2, 3, 4))).toBe(true);
  const pool = new Uint8Array(8);
  for (let at = 0; at < 8; at += 2) {
    pool.fill(at + 1, at, at + 2);
    expect(handed.add(pool.subarray(at, at + 2))).toBe(true);
  }
});

test('looks back some chunks, and no further', () => {
  const handed = new HandedChunks();
  const first = bytes(1);
  handed.add(first);
  for (let i = 0; i < 100; i++) handed.add(bytes(i));
  first[0] = 2;
  expect(handed.add(first)).toBe(true);
});
