import { expect, test } from 'vitest';

import type { Input } from '@tsgi/contract';
import { environ } from '@tsgi/testing';

import { CountedInput } from '../src/counted-input.ts';

test('counts what is read, as it is read', async () => {
  const counts: number[] = [];
  const input = new CountedInput(environ({}, ['one', 'three'])['tsgi.input'], (bytes) => void counts.push(bytes));
  expect(counts).toEqual([]);
  const chunks = input[Symbol.asyncIterator]();
  expect(await chunks.next()).toMatchObject({ done: false });
  expect(counts).toEqual([3]);
  await chunks.next();
  expect(await chunks.next()).toEqual({ done: true, value: undefined });
  expect(counts).toEqual([3, 5]);
});

test('passes on that less is wanted', () => {
  const calls: unknown[] = [];
  const inner: Input = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: true, value: undefined }),
      return: async () => {
        calls.push('return');
        return { done: true, value: undefined };
      },
    }),
    limit: (bytes) => void calls.push(bytes),
    close: () => void calls.push('close'),
  };
  const input = new CountedInput(inner, () => {});
  input.limit(7);
  void input[Symbol.asyncIterator]().return?.();
  input.close();
  expect(calls).toEqual([7, 'return', 'close']);
});
