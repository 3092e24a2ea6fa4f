import { expect, test } from 'vitest';

import { disposeBody, type Chunk, type OpenFile } from '@tsgi/contract';
import { multipartByteranges } from '@tsgi/http';

import { byterangesBody, byterangesOf } from '../src/byteranges-body.ts';

const CONTENT = new TextEncoder().encode('0123456789');
const RANGES = [
  { start: 8, end: 10 },
  { start: 0, end: 3 },
];
const FRAMING = multipartByteranges(RANGES, { size: 10, boundary: 'b', contentType: 'text/plain' });
const EXPECTED =
  '--b\r\nContent-Type: text/plain\r\nContent-Range: bytes 8-9/10\r\n\r\n89' +
  '\r\n--b\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-2/10\r\n\r\n012\r\n--b--\r\n';

const textOf = (chunks: readonly Chunk[]): string =>
  chunks.map((chunk) => (typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk))).join('');

function file(): OpenFile & { closed: number } {
  return {
    closed: 0,
    async read(buffer, offset, length, position) {
      const part = CONTENT.subarray(position, position + length);
      buffer.set(part, offset);
      return { bytesRead: part.length };
    },
    async close() {
      this.closed++;
    },
  };
}

test('frames ranges of what is in memory', () => {
  const chunks = byterangesOf(CONTENT, RANGES, FRAMING);
  expect(textOf(chunks)).toBe(EXPECTED);
  expect(EXPECTED).toHaveLength(FRAMING.contentLength);
});

test('frames ranges of a file, and closes it', async () => {
  const open = file();
  const body = byterangesBody(open, RANGES, FRAMING);
  const chunks: Chunk[] = [];
  for await (const chunk of body) chunks.push(chunk);
  expect(textOf(chunks)).toBe(EXPECTED);
  expect(open.closed).toBe(0);
  await disposeBody(body);
  expect(open.closed).toBe(1);
});

test('closes a file of which nothing was read, or not all', async () => {
  const unread = file();
  await disposeBody(byterangesBody(unread, RANGES, FRAMING));
  const left = file();
  const body = byterangesBody(left, RANGES, FRAMING);
  for await (const _ of body) break;
  await disposeBody(body);
  expect([unread.closed, left.closed]).toEqual([1, 1]);
});

test('fails where the file is shorter than a range', async () => {
  const ranges = [
    { start: 0, end: 1 },
    { start: 8, end: 12 },
  ];
  const framing = multipartByteranges(ranges, { size: 12, boundary: 'b' });
  const body = byterangesBody(file(), ranges, framing);
  await expect(async () => {
    for await (const _ of body);
  }).rejects.toThrow('the file ends after 10 bytes');
});
