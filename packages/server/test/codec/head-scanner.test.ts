import { describe, expect, test } from 'vitest';

import { FIELD_NUMBERS, HeadScanner, INCOMPLETE, REFUSED } from '../../src/codec/head-scanner.ts';
import { LIMITS } from './event-log.ts';

const HEAD = 'GET /a HTTP/1.1\r\nHost: h\r\nAccept:\t*/* \r\nEmpty:\r\n\r\n';

/** The parts that the scanner has found in `text`. */
function parts(scanner: HeadScanner, text: string): unknown {
  const { methodStart, targetStart, targetEnd, minorVersion, fields } = scanner;
  return {
    method: text.slice(methodStart, targetStart - 1),
    target: text.slice(targetStart, targetEnd),
    minorVersion,
    fields: Array.from({ length: scanner.count }, (_, index) => {
      const [name, colon, start, end] = fields.subarray(index * FIELD_NUMBERS);
      return [text.slice(name, colon), text.slice(start, end)];
    }),
  };
}

const found = {
  method: 'GET',
  target: '/a',
  minorVersion: 1,
  fields: [
    ['Host', 'h'],
    ['Accept', '*/*'],
    ['Empty', ''],
  ],
};

test('finds the parts of a head', () => {
  const scanner = new HeadScanner(LIMITS);
  const bytes = Buffer.from(HEAD);
  expect(scanner.scan(bytes, 0, bytes.length)).toBe(bytes.length);
  expect(parts(scanner, HEAD)).toEqual(found);
});

test('counts from the start of the head, and looks no further than its end', () => {
  const scanner = new HeadScanner(LIMITS);
  const bytes = Buffer.from(`xx\r\n${HEAD}GET`);
  expect(scanner.scan(bytes, 4, bytes.length)).toBe(HEAD.length);
  expect(parts(scanner, HEAD)).toEqual(found);
  expect(HEAD.slice(scanner.headersStart)).toMatch(/^Host/);
});

test('counts empty lines before the head in, but not as a part of it', () => {
  const scanner = new HeadScanner(LIMITS);
  const text = `\r\n\r\n${HEAD}`;
  expect(scanner.scan(Buffer.from(text), 0, text.length)).toBe(text.length);
  expect(parts(scanner, text)).toEqual(found);
});

test('scans the request line alone, and goes on from there', () => {
  const scanner = new HeadScanner(LIMITS);
  const bytes = Buffer.from(HEAD);
  expect(scanner.scanRequestLine(bytes, 0, bytes.length)).toBe(HEAD.indexOf('Host'));
  expect(scanner.count).toBe(0);
  expect(scanner.scan(bytes, 0, bytes.length)).toBe(bytes.length);
  expect(parts(scanner, HEAD)).toEqual(found);
});

test('goes on where it stopped, when the bytes are given again with more', () => {
  const scanner = new HeadScanner(LIMITS);
  for (let end = 0; end < HEAD.length; end++) {
    // Each time in other memory, and at another place.
    const bytes = Buffer.from(`${'\r'.repeat(end)}${HEAD}`);
    expect(scanner.scan(bytes, end, end + end)).toBe(INCOMPLETE);
  }
  expect(scanner.scan(Buffer.from(HEAD), 0, HEAD.length)).toBe(HEAD.length);
  expect(parts(scanner, HEAD)).toEqual(found);
});

test('scans another head once it has been reset', () => {
  const scanner = new HeadScanner(LIMITS);
  scanner.scan(Buffer.from(HEAD), 0, HEAD.length);
  scanner.reset();
  const next = 'POST / HTTP/1.0\r\n\r\n';
  expect(scanner.scan(Buffer.from(next), 0, next.length)).toBe(next.length);
  expect(parts(scanner, next)).toEqual({ method: 'POST', target: '/', minorVersion: 0, fields: [] });
  scanner.reset();
  expect(scanner.scan(Buffer.from('\0'), 0, 1)).toBe(REFUSED);
  expect(scanner.refusal?.status).toBe(400);
  scanner.reset();
  expect(scanner.refusal).toBeUndefined();
  expect(scanner.scan(Buffer.from(HEAD), 0, HEAD.length)).toBe(HEAD.length);
});

describe('takes and refuses each byte in its place as its class says', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  const accepted = (make: (char: string) => string): string =>
    bytes
      .filter((char) => {
        const wire = Buffer.from(make(char), 'latin1');
        return new HeadScanner(LIMITS).scan(wire, 0, wire.length) === wire.length;
      })
      .join('');
  const all = (pattern: RegExp): string => bytes.filter((char) => pattern.test(char)).join('');

  test.each<[string, (char: string) => string, RegExp]>([
    ['a method', (char) => `G${char}T / HTTP/1.1\r\n\r\n`, /[!#$%&'*+\-.^_`|~0-9A-Za-z]/],
    ['a target', (char) => `GET /${char} HTTP/1.1\r\n\r\n`, /[\x21\x22\x24-\x7e\x80-\xff]/],
    ['a version', (char) => `GET / HTTP/1.${char}\r\n\r\n`, /[01]/],
    ['a name', (char) => `GET / HTTP/1.1\r\nA${char}B: c\r\n\r\n`, /[!#$%&'*+\-.^_`|~0-9A-Za-z:]/],
    ["a name's first place", (char) => `GET / HTTP/1.1\r\n${char}B: c\r\n\r\n`, /[!#$%&'*+\-.^_`|~0-9A-Za-z]/],
    ['a value', (char) => `GET / HTTP/1.1\r\nA: b${char}c\r\n\r\n`, /[\t\x20-\x7e\x80-\xff]/],
    ['the place of LF', (char) => `GET / HTTP/1.1\r\nA: b\r${char}\r\n`, /\n/],
  ])('%s', (_, make, pattern) => {
    expect(accepted(make)).toBe(all(pattern));
  });
});
