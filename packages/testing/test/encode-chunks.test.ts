import { expect, test } from 'vitest';

import { encodeChunks } from '../src/encode-chunks.ts';

test('encodes strings as UTF-8 and passes bytes on, one chunk for each', async () => {
  const bytes = Uint8Array.of(1, 2);
  expect(await Array.fromAsync(encodeChunks(['é', bytes, '']))).toEqual([
    Uint8Array.of(0xc3, 0xa9),
    bytes,
    new Uint8Array(),
  ]);
});

test('asks for a chunk only when the one before has been taken, and ends with its source', async () => {
  let asked = 0;
  let ended = false;
  async function* source(): AsyncGenerator<string> {
    try {
      for (;;) yield `${(asked += 1)}`;
    } finally {
      ended = true;
    }
  }
  for await (const _ of encodeChunks(source())) break;
  expect({ asked, ended }).toEqual({ asked: 1, ended: true });
});
