import { duplexPair } from 'node:stream';

import type { Chunk } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { BodyWriter } from '../src/body-writer.ts';
import { CHUNKED, UNTIL_CLOSE } from '../src/codec/framing.ts';
import { Output, PIECE_BYTES } from '../src/output.ts';
import { NotedWrites } from './noted-writes.ts';

/** A writer, and what came out of it. */
function writerFor(framing: number): { writer: BodyWriter; sent: () => string } {
  const transport = new NotedWrites(PIECE_BYTES + 1);
  const output = new Output(transport, () => {});
  const sent = (): string => {
    output.flush();
    return transport.drain();
  };
  return { writer: new BodyWriter(output, framing), sent };
}

function write(writer: BodyWriter, chunk: Chunk): void {
  writer.write(chunk, Buffer.byteLength(chunk));
}

test('sends chunks one after the other where their length was announced', () => {
  const { writer, sent } = writerFor(5);
  write(writer, 'ab');
  write(writer, new Uint8Array([0x63, 0x64, 0x65]));
  writer.end('');
  expect(sent()).toBe('abcde');
  expect(writer.sent).toBe(5);
});

test('frames each chunk, and the end, where the coding is chunked', () => {
  const { writer, sent } = writerFor(CHUNKED);
  write(writer, '0123456789');
  write(writer, '你');
  writer.end('');
  expect(sent()).toBe('a\r\n0123456789\r\n3\r\n你\r\n0\r\n\r\n');
});

test('sends trailer fields after the last chunk', () => {
  const { writer, sent } = writerFor(CHUNKED);
  writer.end('Server-Timing: a\r\n');
  expect(sent()).toBe('0\r\nServer-Timing: a\r\n\r\n');
});

test('ends without a word where the connection will', () => {
  const { writer, sent } = writerFor(UNTIL_CLOSE);
  write(writer, 'all');
  writer.end('');
  expect(sent()).toBe('all');
});

test.each([
  ['a high half at the end and a low half at the start', '\u{1F600}'.slice(0, 1), '\u{1F600}'.slice(1)],
  ['halves after other text', 'é\uD83D', '\uDE00é'],
])('keeps chunks apart that would make another character together: %s', (_what, one, two) => {
  const length = Buffer.byteLength(one) + Buffer.byteLength(two);
  const { writer, sent } = writerFor(length);
  write(writer, one);
  write(writer, two);
  writer.end('');
  const text = sent();
  expect(Buffer.byteLength(text)).toBe(length);
  expect(text).toBe(one.toWellFormed() + two.toWellFormed());
});

describe('a chunk that is larger than a piece', () => {
  test.each([
    ['bytes', new Uint8Array(PIECE_BYTES * 2 + 10).fill(0x61)],
    ['text', 'a'.repeat(PIECE_BYTES * 2 + 10)],
  ])('goes out piece by piece as there is room, and counts what has gone: %s', async (_what, chunk) => {
    const [near, far] = duplexPair({ highWaterMark: PIECE_BYTES });
    const output = new Output(near, () => {});
    const writer = new BodyWriter(output, CHUNKED);
    write(writer, chunk);
    expect(writer.ready).toBe(false);
    expect(writer.sent).toBe(PIECE_BYTES);
    let received = '';
    far.on('data', (bytes: Buffer) => (received += bytes.toString()));
    while (!writer.ready) await new Promise<void>((resolve) => output.whenReady(resolve));
    writer.end('');
    output.end(() => {});
    await new Promise((resolve) => far.on('end', resolve));
    expect(received).toBe(`${(PIECE_BYTES * 2 + 10).toString(16)}\r\n${'a'.repeat(PIECE_BYTES * 2 + 10)}\r\n0\r\n\r\n`);
    expect(writer.sent).toBe(PIECE_BYTES * 2 + 10);
  });
});
