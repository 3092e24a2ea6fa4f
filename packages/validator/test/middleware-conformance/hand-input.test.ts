import { PayloadTooLarge } from '@tsgi/contract';
import { expect, test } from 'vitest';

import { HandInput } from '../../src/middleware-conformance/hand-input.ts';

const chunks = [Uint8Array.of(1, 2), Uint8Array.of(3, 4)];

test('yields its chunks, and says how many it has given', async () => {
  const input = new HandInput(chunks);
  expect(input.iterated).toBe(false);
  expect(await Array.fromAsync(input)).toEqual(chunks);
  expect([input.iterated, input.given]).toEqual([true, 2]);
});

test('refuses a second iteration, unless there is nothing', async () => {
  const input = new HandInput(chunks);
  await Array.fromAsync(input);
  expect(() => input[Symbol.asyncIterator]()).toThrow(TypeError);
  const empty = new HandInput([]);
  await Array.fromAsync(empty);
  expect(await Array.fromAsync(empty)).toEqual([]);
});

test('refuses what is longer than the lowest limit, and remembers the error', async () => {
  const input = new HandInput(chunks);
  input.limit(3);
  input.limit(100);
  const error: unknown = await Array.fromAsync(input).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PayloadTooLarge);
  expect(input.refusal).toBe(error);
  expect(input.most).toBe(3);
});

test('ends where it was closed', async () => {
  const input = new HandInput(chunks);
  input.close();
  expect(await Array.fromAsync(input)).toEqual([]);
});
