import { expect, test } from 'vitest';

import { Content, isChunk } from '../src/content.ts';

/** The content of these chunks. */
function contentOf(...chunks: (string | Uint8Array)[]): Content {
  const content = new Content();
  content.compared = true;
  for (const chunk of chunks) content.add(chunk);
  return content;
}

test('counts bytes, of text as UTF-8', () => {
  const content = new Content();
  content.add('你好');
  content.add(new Uint8Array(3));
  expect(content.bytes).toBe(9);
});

test('is the same however it is split and spelled', () => {
  const whole = contentOf('你好, world');
  expect(contentOf('你', '', '好, ', 'world').same(whole)).toBe(true);
  expect(contentOf(new TextEncoder().encode('你好'), ', world').same(whole)).toBe(true);
  expect(contentOf('你好, World').same(whole)).toBe(false);
});

test('knows a chunk', () => {
  expect(['', 'text', new Uint8Array(0), Buffer.from('text')].every(isChunk)).toBe(true);
  expect([undefined, 7, [1], new ArrayBuffer(1), new Uint16Array(1)].some(isChunk)).toBe(false);
});
