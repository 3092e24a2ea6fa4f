import { describe, expect, test } from 'vitest';

import { type Input, PayloadTooLarge } from '@tsgi/contract';

import { ReplayedInput } from '../src/replayed-input.ts';

const bytes = (...texts: readonly string[]): Uint8Array[] => texts.map((text) => new TextEncoder().encode(text));

/** A body of which the first chunks have been read. */
function halfRead(read: readonly string[], rest: readonly string[]): { input: ReplayedInput; told: string[] } {
  const told: string[] = [];
  let closed = false;
  async function* left(): AsyncGenerator<Uint8Array, undefined> {
    try {
      for (const chunk of bytes(...rest)) {
        if (closed) return;
        yield chunk;
      }
    } finally {
      told.push('returned');
    }
  }
  const input: Input = {
    [Symbol.asyncIterator]: left,
    limit: (most) => void told.push(`limit ${most}`),
    close: () => {
      closed = true;
      told.push('close');
    },
  };
  return { input: new ReplayedInput(input, bytes(...read), left()), told };
}

const texts = async (input: Input): Promise<string[]> => {
  const seen: string[] = [];
  for await (const chunk of input) seen.push(new TextDecoder().decode(chunk));
  return seen;
};

test('gives what was read, and then the rest', async () => {
  expect(await texts(halfRead(['a', 'b'], ['c']).input)).toEqual(['a', 'b', 'c']);
  expect(await texts(halfRead([], ['c']).input)).toEqual(['c']);
  expect(await texts(halfRead(['a'], []).input)).toEqual(['a']);
});

test('is read once', async () => {
  const { input } = halfRead(['a'], []);
  await texts(input);
  expect(() => input[Symbol.asyncIterator]()).toThrow(TypeError);
});

describe('a limit', () => {
  test('holds for what was read, too', async () => {
    const { input, told } = halfRead(['abc', 'def'], ['g']);
    input.limit(5);
    input.limit(9);
    const chunks = input[Symbol.asyncIterator]();
    expect(await chunks.next()).toMatchObject({ done: false });
    await expect(chunks.next()).rejects.toThrow(PayloadTooLarge);
    expect(told).toEqual(['limit 5', 'limit 9']);
  });
});

test('ends at once when it is closed', async () => {
  const { input, told } = halfRead(['a', 'b'], ['c']);
  const chunks = input[Symbol.asyncIterator]();
  await chunks.next();
  input.close();
  expect(await chunks.next()).toMatchObject({ done: true });
  expect(told).toContain('close');
});

test('ends the rest where it is left', async () => {
  const { input, told } = halfRead(['a'], ['b', 'c']);
  for await (const chunk of input) if (chunk[0] === 'b'.charCodeAt(0)) break;
  expect(told).toEqual(['returned']);
});
