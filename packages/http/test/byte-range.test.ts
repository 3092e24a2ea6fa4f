import { describe, expect, test } from 'vitest';

import { contentRange, parseRange, unsatisfiedRange } from '@tsgi/http';

import { randomNumbers } from '../../../test/random-numbers.ts';

test('reads a range and says what was sent', () => {
  const ranges = parseRange('bytes=0-499', 1234);
  expect(ranges).toEqual([{ start: 0, end: 500 }]);
  expect(contentRange({ start: 0, end: 500 }, 1234)).toBe('bytes 0-499/1234');
  expect(unsatisfiedRange(1234)).toBe('bytes */1234');
});

/** Ranges as pairs of their first and last byte. */
function parse(field: string | undefined, size: number, maximum?: number): unknown {
  const ranges = parseRange(field, size, maximum === undefined ? {} : { maximum });
  return typeof ranges === 'object' ? ranges.map(({ start, end }) => [start, end - 1]) : ranges;
}

describe('parseRange of 10000 bytes', () => {
  test.each([
    // RFC 9110 §14.1.2
    ['gives the first 500 bytes', 'bytes=0-499', [[0, 499]]],
    ['gives the second 500 bytes', 'bytes=500-999', [[500, 999]]],
    ['gives the last 500 bytes', 'bytes=-500', [[9500, 9999]]],
    ['gives all from the 9500th', 'bytes=9500-', [[9500, 9999]]],
    [
      'gives the first and the last byte',
      'bytes=0-0,-1',
      [
        [0, 0],
        [9999, 9999],
      ],
    ],
    [
      'gives the first, middle and last 1000 bytes',
      'bytes= 0-999, 4500-5499, -1000',
      [
        [0, 999],
        [4500, 5499],
        [9000, 9999],
      ],
    ],
    ['makes one of two that touch', 'bytes=500-600,601-999', [[500, 999]]],
    ['makes one of two that overlap', 'bytes=500-700,601-999', [[500, 999]]],
    // Its own edges
    ['gives one byte', 'bytes=0-0', [[0, 0]]],
    ['gives all', 'bytes=0-', [[0, 9999]]],
    ['gives all for a suffix longer than it', 'bytes=-10001', [[0, 9999]]],
    ['gives all for a suffix as long as it', 'bytes=-10000', [[0, 9999]]],
    ['ends where the bytes end', 'bytes=9000-99999', [[9000, 9999]]],
    ['gives the last byte', 'bytes=9999-', [[9999, 9999]]],
    ['takes numbers of any length', `bytes=0-${'9'.repeat(400)}`, [[0, 9999]]],
    ['takes zeros in front', 'bytes=0000-0001', [[0, 1]]],
    ['takes the unit in any letter case', 'Bytes=0-1', [[0, 1]]],
    [
      'lets spaces and tabs around members pass',
      'bytes= 0-1 ,\t3-4 ',
      [
        [0, 1],
        [3, 4],
      ],
    ],
    ['lets empty members pass', 'bytes=,,0-1,,', [[0, 1]]],
    [
      'keeps the order that was asked for',
      'bytes=-1,0-0',
      [
        [9999, 9999],
        [0, 0],
      ],
    ],
    [
      'puts what it made one where its first part was asked for',
      'bytes=50-59,0-9,60-69,5-14',
      [
        [50, 69],
        [0, 14],
      ],
    ],
    ['makes one of a range and one within it', 'bytes=0-99,10-19', [[0, 99]]],
    ['makes one of the same twice', 'bytes=5-9,5-9', [[5, 9]]],
    ['leaves out what begins behind the end', 'bytes=0-1,10000-,20000-20001', [[0, 1]]],
    ['is unsatisfiable behind the end', 'bytes=10000-', 'unsatisfiable'],
    ['is unsatisfiable far behind the end', `bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
    ['is unsatisfiable for the last 0 bytes', 'bytes=-0', 'unsatisfiable'],
    ['is unsatisfiable when all of several are', 'bytes=10000-10001,-0', 'unsatisfiable'],
    // To be ignored
    ['ignores no field', undefined, undefined],
    ['ignores an empty field', '', undefined],
    ['ignores other units', 'seconds=0-1', undefined],
    ['ignores a unit that begins like it', 'bytesx=0-1', undefined],
    ['ignores a missing unit', '0-1', undefined],
    ['ignores a unit alone', 'bytes', undefined],
    ['ignores an empty set', 'bytes=', undefined],
    ['ignores a set of empty members', 'bytes= , ', undefined],
    ['ignores a reversed range', 'bytes=5-1', undefined],
    ['ignores a reversed range behind the end', 'bytes=20000-10000', undefined],
    ['ignores all when one is reversed', 'bytes=0-1,5-1', undefined],
    ['ignores a dash alone', 'bytes=-', undefined],
    ['ignores a number alone', 'bytes=1', undefined],
    ['ignores letters', 'bytes=a-b', undefined],
    ['ignores hexadecimal numbers', 'bytes=0x0-0x1', undefined],
    ['ignores a sign', 'bytes=+0-1', undefined],
    ['ignores a minus', 'bytes=--1', undefined],
    ['ignores a fraction', 'bytes=0.5-1', undefined],
    ['ignores an exponent', 'bytes=0-1e3', undefined],
    ['ignores spaces within', 'bytes=0 - 1', undefined],
    ['ignores three numbers', 'bytes=0-1-2', undefined],
    ['ignores digits of other scripts', 'bytes=\u0660-\u0661', undefined],
  ])('%s', (_, field, ranges) => {
    expect(parse(field, 10_000)).toEqual(ranges);
  });
});

describe('parseRange of nothing', () => {
  test.each([
    ['is unsatisfiable for the first byte', 'bytes=0-0', 'unsatisfiable'],
    ['is unsatisfiable for all', 'bytes=0-', 'unsatisfiable'],
    ['is ignored for the last bytes', 'bytes=-5', undefined],
  ])('%s', (_, field, ranges) => {
    expect(parse(field, 0)).toEqual(ranges);
  });
});

/** The first `count` bytes with an even index. */
function spread(count: number): string {
  const ranges = Array.from({ length: count }, (_, i) => `${i * 2}-${i * 2}`);
  return `bytes=${ranges.join()}`;
}

describe('parseRange of many', () => {
  test('gives 16, and ignores more', () => {
    expect(parse(spread(16), 100)).toHaveLength(16);
    expect(parse(spread(17), 100)).toBeUndefined();
    expect(parse(spread(17), 100, 17)).toHaveLength(17);
    expect(parse('bytes=0-0,2-2', 100, 1)).toBeUndefined();
  });

  test('counts what it leaves out or makes one', () => {
    expect(parse(`bytes=${'0-,'.repeat(17)}`, 100)).toBeUndefined();
    expect(parse(`bytes=${'100-,'.repeat(17)}`, 100)).toBeUndefined();
  });

  test('gives ranges that do not touch, with the bytes that were asked for', () => {
    const { seed, below } = randomNumbers();
    for (let round = 0; round < 2_000; round++) {
      const size = 1 + below(30);
      const asked = Array.from({ length: 1 + below(5) }, () => [below(30), below(30)].toSorted((a, b) => a - b));
      const field = `bytes=${asked.map(([from, to]) => `${from}-${to}`).join()}`;
      const ranges = parseRange(field, size);
      const wanted = new Set(
        asked.flatMap(([from, to]) => Array.from({ length: to! - from! + 1 }, (_, i) => from! + i)),
      );
      const expected = [...wanted].filter((index) => index < size).toSorted((a, b) => a - b);
      const got = typeof ranges === 'object' ? ranges.toSorted((a, b) => a.start - b.start) : [];
      const bytes = got.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i));
      expect(bytes, `seed ${seed}: ${field} of ${size}`).toEqual(expected);
      expect(got.every(({ start }, i) => i === 0 || start > got[i - 1]!.end)).toBe(true);
    }
  });
});

describe('what a program may not ask', () => {
  test.each([Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY, 2 ** 53])('a size of %s', (size) => {
    expect(() => parseRange('bytes=0-', size)).toThrow(TypeError);
    expect(() => unsatisfiedRange(size)).toThrow(TypeError);
    expect(() => contentRange({ start: 0, end: 1 }, size)).toThrow(TypeError);
  });

  test.each([
    [0, 0],
    [1, 0],
    [-1, 1],
    [0, 11],
    [0.5, 1],
    [0, Number.NaN],
  ])('a part from %s to %s of 10 bytes', (start, end) => {
    expect(() => contentRange({ start, end }, 10)).toThrow(TypeError);
  });
});
