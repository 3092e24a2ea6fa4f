import { describe, expect, test } from 'vitest';

import { LineBuffer } from '../src/line-buffer.ts';

const encoder = new TextEncoder();
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** A batch as soon as there is one. */
function filled(lines: LineBuffer, char: string): Uint8Array {
  while (!lines.full) lines.add(char.repeat(999));
  return lines.take()!;
}

test('lines come out in the order in which they came, whether as text or as bytes', () => {
  const lines = new LineBuffer();
  lines.add('one');
  lines.addBytes(encoder.encode('two\n'));
  lines.add('你好');
  lines.addBytes(encoder.encode('four\n'));
  expect(text(lines.take())).toBe('one\ntwo\n你好\nfour\n');
  expect(lines.take()).toBeUndefined();
  expect(lines.length).toBe(0);
});

test('bytes may be others once they are added', () => {
  const lines = new LineBuffer();
  const line = encoder.encode('a\n');
  lines.addBytes(line);
  line.fill(0x62);
  expect(text(lines.take())).toBe('a\n');
});

test('is full when there are 128 KiB', () => {
  const lines = new LineBuffer();
  const line = encoder.encode(`${'x'.repeat(1023)}\n`);
  for (let i = 0; i < 127; i++) lines.addBytes(line);
  expect([lines.full, lines.length]).toEqual([false, 130_048]);
  lines.add('x'.repeat(1023));
  expect([lines.full, lines.length]).toEqual([true, 131_072]);
  expect(lines.take()).toHaveLength(131_072);
  expect(lines.full).toBe(false);
});

describe('a line that is longer than the room', () => {
  test.each(['x', '你', '😀'])('of %s is whole', (char) => {
    const long = char.repeat(100_000);
    const lines = new LineBuffer();
    lines.add('before');
    lines.add(long);
    lines.addBytes(encoder.encode(`${long}\n`));
    lines.add('behind');
    expect(text(lines.take()) === `before\n${long}\n${long}\nbehind\n`).toBe(true);
  });
});

describe('memory', () => {
  test('is used again when it is given back, and not before', () => {
    const lines = new LineBuffer();
    const first = filled(lines, 'a');
    const second = filled(lines, 'b');
    expect(second.buffer).not.toBe(first.buffer);
    expect(text(first)).toBe(`${'a'.repeat(999)}\n`.repeat(first.length / 1000));
    lines.reuse(first);
    filled(lines, 'c'); // is in what came meanwhile
    expect(filled(lines, 'd').buffer).toBe(first.buffer);
  });

  test('of a small batch is no more than that', () => {
    const lines = new LineBuffer();
    lines.add('a');
    const batch = lines.take()!;
    expect(batch.buffer.byteLength).toBe(2);
    lines.reuse(batch);
    lines.add('b');
    expect([text(batch), text(lines.take())]).toEqual(['a\n', 'b\n']);
  });
});
