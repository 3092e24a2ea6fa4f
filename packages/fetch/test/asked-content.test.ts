import { expect, test } from 'vitest';

import { AskedContent } from '../src/asked-content.ts';

function contentOf(inPieces: boolean): { content: AskedContent; reader: ReadableStreamDefaultReader<Uint8Array> } {
  const content = new AskedContent(inPieces, () => {});
  return { content, reader: content.stream.getReader() };
}

test('gives a large chunk in pieces to a runtime that asks ahead, and asks for the next behind the last of them', async () => {
  const { content, reader } = contentOf(true);
  content.give(new Uint8Array(600_000));
  const sizes: (number | undefined)[] = [];
  for (let piece = 0; piece < 3; piece++) {
    sizes.push((await reader.read()).value?.byteLength);
    expect(content.ready).toBe(false);
  }
  expect(sizes).toEqual([262_144, 262_144, 75_712]);
  const pending = reader.read();
  await Promise.resolve();
  expect(content.ready).toBe(true);
  content.end();
  expect((await pending).done).toBe(true);
});

test('gives a large chunk whole to a runtime that does not ask ahead', async () => {
  const { content, reader } = contentOf(false);
  content.give(new Uint8Array(600_000));
  expect((await reader.read()).value?.byteLength).toBe(600_000);
});

test('says that nobody wants the rest', async () => {
  let cancelled = 0;
  await new AskedContent(false, () => void cancelled++).stream.cancel();
  expect(cancelled).toBe(1);
});
