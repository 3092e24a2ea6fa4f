import { describe, expect, test } from 'vitest';

import { BYTE_CLASSES, FIELD_VALUE, TARGET, TOKEN } from '../../src/codec/byte-classes.ts';

const bytes = Array.from({ length: 256 }, (_, byte) => byte);
const having = (bit: number): number[] => bytes.filter((byte) => (BYTE_CLASSES[byte] ?? 0) & bit);
const matching = (pattern: RegExp): number[] => bytes.filter((byte) => pattern.test(String.fromCharCode(byte)));

describe('the bytes of', () => {
  test('a token are those of RFC 9110 §5.6.2', () => {
    expect(having(TOKEN)).toEqual(matching(/[!#$%&'*+\-.^_`|~0-9A-Za-z]/));
  });

  test('a field value are those of RFC 9110 §5.5', () => {
    expect(having(FIELD_VALUE)).toEqual(matching(/[\t\x20-\x7e\x80-\xff]/));
  });

  test('a target are all visible ones and those beyond ASCII, without #', () => {
    expect(having(TARGET)).toEqual(matching(/[\x21\x22\x24-\x7e\x80-\xff]/));
  });
});

test('no line end, NUL or other control character is in any class', () => {
  // The tab is a byte of a value.
  for (const byte of [...bytes.slice(0, 32), 0x7f]) expect(BYTE_CLASSES[byte]).toBe(byte === 9 ? FIELD_VALUE : 0);
});
