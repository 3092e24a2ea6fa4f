import { describe, expect, test } from 'vitest';

import { ChunkedDecoder } from '../../src/codec/chunked-decoder.ts';
import { LIMITS } from './event-log.ts';

const WIRE = '3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nSum: 1\r\n\r\n';

/** The ranges of content that the decoder finds in `wire`, given in pieces of `size` bytes, and what it said last. */
function decode(wire: string, size = wire.length): { content: string[]; said: string; decoder: ChunkedDecoder } {
  const decoder = new ChunkedDecoder(LIMITS);
  const content: string[] = [];
  let said: ReturnType<ChunkedDecoder['next']> = 'more';
  for (let at = 0; at < wire.length && said === 'more'; at += size) {
    const bytes = Buffer.from(wire.slice(at, at + size), 'latin1');
    decoder.position = 0;
    while ((said = decoder.next(bytes, bytes.length)) === 'content')
      content.push(bytes.toString('latin1', decoder.contentStart, decoder.position));
  }
  return { content, said, decoder };
}

test('finds the content of each chunk, and the end', () => {
  const { content, said, decoder } = decode(`${WIRE}GET`);
  expect(content).toEqual(['abc', 'de']);
  expect(said).toBe('end');
  expect(decoder.position).toBe(WIRE.length);
});

test('hands content out as it comes', () => {
  expect(decode(WIRE, 1)).toMatchObject({ content: ['a', 'b', 'c', 'd', 'e'], said: 'end' });
  expect(decode(WIRE, 4)).toMatchObject({ content: ['a', 'bc', 'd', 'e'], said: 'end' });
});

test('asks for more until the very last byte', () => {
  for (let length = 0; length < WIRE.length; length++) expect(decode(WIRE.slice(0, length)).said).toBe('more');
});

test('stops at the first byte that is wrong, with all before it handed out', () => {
  const { content, said, decoder } = decode('3\r\nabc\r\n2\r\ndeX\r\n');
  expect(content).toEqual(['abc', 'de']);
  expect(said).toBe('refused');
  expect(decoder.refusal).toMatchObject({ status: 400 });
  expect(decoder.position).toBe('3\r\nabc\r\n2\r\ndeX'.length);
});

test('counts sizes up to 2^52', () => {
  const decoder = new ChunkedDecoder(LIMITS);
  const bytes = Buffer.from('fffffffffffff\r\nx');
  expect(decoder.next(bytes, bytes.length)).toBe('content');
  expect(decode('10000000000000\r\nx').said).toBe('refused');
});

describe('takes and refuses each byte in its place', () => {
  test.each<[string, (char: string) => string, string]>([
    ['a size’s first', (char) => char, '0123456789ABCDEFabcdef'],
    ['behind a size', (char) => `1${char}`, '\r0123456789;ABCDEFabcdef'],
    ['behind the CR of a size', (char) => `1\r${char}`, '\n'],
    ['behind a chunk', (char) => `1\r\nx${char}`, '\r'],
    ['behind the CR of a chunk', (char) => `1\r\nx\r${char}`, '\n'],
    ['behind the CR of a trailer', (char) => `0\r\nA: b\r${char}`, '\n'],
    ['behind the last CR', (char) => `0\r\n\r${char}`, '\n'],
  ])('%s', (_, make, chars) => {
    expect(accepted(make)).toBe(chars);
  });

  test('in an extension, and in a trailer, all of a field value and CR', () => {
    const value = accepted((char) => `1;${char}`);
    expect(value).toMatch(/^[\t\r\x20-\x7e\x80-\xff]{225}$/);
    expect(accepted((char) => `0\r\nA:${char}`)).toBe(value);
  });

  test('in a chunk, all', () => {
    expect(accepted((char) => `1\r\n${char}`)).toHaveLength(256);
  });
});

/** The bytes that are not refused where `make` puts them. */
function accepted(make: (char: string) => string): string {
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))
    .filter((char) => decode(make(char)).said !== 'refused')
    .join('');
}
