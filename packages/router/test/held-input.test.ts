import { environ } from '@tsgi/testing';
import { expect, test } from 'vitest';

import { HeldInput } from '../src/held-input.ts';

function watched(): { readonly held: HeldInput; readonly calls: string[] } {
  const calls: string[] = [];
  const { 'tsgi.input': input } = environ();
  const held = new HeldInput({
    [Symbol.asyncIterator]: () => (calls.push('read'), input[Symbol.asyncIterator]()),
    limit: (bytes) => void calls.push(`limit ${bytes}`),
    close: () => void calls.push('close'),
  });
  return { held, calls };
}

test('says nothing to the body before it is kept', () => {
  const { held, calls } = watched();
  held.limit(10);
  held.limit(20);
  held.close();
  expect(calls).toEqual([]);
  held.keep();
  held.keep();
  expect(calls).toEqual(['limit 10', 'close']);
});

test('is kept by reading it', async () => {
  const { held, calls } = watched();
  expect(held.taken).toBe(false);
  for await (const chunk of held) expect(chunk).toBeDefined();
  held.limit(5);
  held.close();
  expect(held.taken).toBe(true);
  expect(calls).toEqual(['read', 'limit 5', 'close']);
});
