import { expect, test } from 'vitest';

import { LineBytes } from '../src/line-bytes.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('a line is its text as UTF-8, and its end', () => {
  const line = new LineBytes();
  expect(text(line.encode('a line'))).toBe('a line\n');
  expect(text(line.encode('你好'))).toBe('你好\n');
  expect(text(line.encode(''))).toBe('\n');
  expect(line.bytes).toEqual(Uint8Array.of(10));
});

test.each(['x', 'ä', '你', '😀'])('a line of many %s is not cut off', (char) => {
  const line = new LineBytes();
  for (const length of [1, 1364, 1365, 1366, 4094, 4095, 4096, 4097, 100_000]) {
    expect(text(line.encode(char.repeat(length)))).toBe(`${char.repeat(length)}\n`);
  }
  expect(text(line.encode('short again'))).toBe('short again\n');
});

test('text and digits are replaced in their places', () => {
  const line = new LineBytes();
  line.encode('time=00:00 took=0.000000 end');
  line.putText(5, '12:34');
  line.putNumber(16, 1, 7);
  line.putNumber(18, 6, 1234);
  expect(text(line.bytes)).toBe('time=12:34 took=7.001234 end\n');
  line.putNumber(18, 6, 999_999);
  line.putNumber(18, 6, 0);
  expect(text(line.bytes)).toBe('time=12:34 took=7.000000 end\n');
});
