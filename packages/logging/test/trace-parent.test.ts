import { describe, expect, test } from 'vitest';

import { formatTraceParent, parseTraceParent } from '../src/trace-parent.ts';

import { randomNumbers } from '../../../test/random-numbers.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

test('reads and writes a traceparent', () => {
  const parent = parseTraceParent(`00-${traceId}-${spanId}-01`);
  expect(parent).toEqual({ traceId, spanId, flags: 1 });
  expect(formatTraceParent(parent!)).toBe(`00-${traceId}-${spanId}-01`);
});

test.each([
  ['no flag', '00', 0],
  ['that the trace is recorded', '01', 1],
  ['that its id is random', '02', 2],
  ['both', '03', 3],
  ['what no level has said yet', 'fd', 1],
])('reads %s', (_, digits, flags) => {
  expect(parseTraceParent(`00-${traceId}-${spanId}-${digits}`)?.flags).toBe(flags);
});

describe('a later version', () => {
  test.each(['', '-what-the-future-will-be-like', '-'])('is read where what is known is followed by %j', (rest) => {
    expect(parseTraceParent(`cc-${traceId}-${spanId}-01${rest}`)).toEqual({ traceId, spanId, flags: 1 });
  });

  test('is passed on as the one that is known', () => {
    expect(formatTraceParent(parseTraceParent(`cc-${traceId}-${spanId}-01-more`)!)).toBe(`00-${traceId}-${spanId}-01`);
  });
});

test.each([
  undefined,
  '',
  '00',
  `00-${traceId}-${spanId}-01.`,
  `00-${traceId}-${spanId}-01-more`,
  `cc-${traceId}-${spanId}-01.more`,
  `cc-${traceId}-${spanId}-012`,
  `ff-${traceId}-${spanId}-01`,
  `.0-${traceId}-${spanId}-01`,
  `0.-${traceId}-${spanId}-01`,
  `000-${traceId}-${spanId}-01`,
  `0-${traceId}-${spanId}-01`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId.toUpperCase()}-01`,
  `00-.${traceId.slice(1)}-${spanId}-01`,
  `00-${traceId}0-${spanId}-01`,
  `00-${traceId.slice(1)}-${spanId}-01`,
  `00-${traceId}-${spanId}0-01`,
  `00-${traceId}-${spanId.slice(1)}-01`,
  `00-${traceId}-${spanId}-.1`,
  `00-${traceId}-${spanId}-1`,
  `00-${traceId}-${spanId}-0A`,
  `00_${traceId}-${spanId}-01`,
  `00-${traceId}_${spanId}-01`,
  `00-${traceId}-${spanId}_01`,
  `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`,
])('does not read %j', (field) => {
  expect(parseTraceParent(field)).toBeUndefined();
});

test('reads nothing that one wrong character makes of a traceparent', () => {
  const { seed, below } = randomNumbers();
  const right = `00-${traceId}-${spanId}-01`;
  for (let round = 0; round < 3_000; round++) {
    const at = below(right.length);
    const wrong = String.fromCharCode(below(0x180));
    const field = right.slice(0, at) + wrong + right.slice(at + 1);
    const read = parseTraceParent(field);
    // A digit, or a letter up to f, makes another id, other flags, or a version to come.
    const isHex = /[\da-f]/.test(wrong) && right[at] !== '-';
    expect(read !== undefined, `seed ${seed}: ${field}`).toBe(field === right || isHex);
  }
});
