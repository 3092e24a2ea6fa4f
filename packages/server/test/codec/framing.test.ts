import { describe, expect, test } from 'vitest';

import { ContractError } from '@tsgi/contract';

import { chooseFraming, CHUNKED, framingLine, UNTIL_CLOSE, type FramingInputs } from '../../src/codec/framing.ts';
import type { ResponseHead } from '../../src/codec/response-head.ts';

const head = (contentLength = -1): ResponseHead => ({ code: 200, text: '', contentLength, dated: false, ascii: true });
const inputs = (changes: Partial<FramingInputs> = {}): FramingInputs => ({
  head: head(),
  http11: true,
  trailers: false,
  length: undefined,
  ...changes,
});

test('chooses chunked for content of unknown length, and says so', () => {
  expect(chooseFraming(inputs())).toBe(CHUNKED);
  expect(framingLine(CHUNKED, head())).toBe('Transfer-Encoding: chunked\r\n');
});

describe('chooses', () => {
  test.each<[string, Partial<FramingInputs>, number]>([
    ["the application's Content-Length", { head: head(5) }, 5],
    ["the application's Content-Length over what is known", { head: head(5), length: 3 }, 5],
    ["the application's Content-Length for HTTP/1.0", { head: head(0), http11: false }, 0],
    ['the length that is known', { length: 3 }, 3],
    ['the length 0 that is known', { length: 0 }, 0],
    ['the length that is known for HTTP/1.0', { length: 3, http11: false }, 3],
    ['the end of the connection for HTTP/1.0', { http11: false }, UNTIL_CLOSE],
    ['chunked where trailers follow, though the length is known', { trailers: true, length: 3 }, CHUNKED],
  ])('%s', (_, changes, framing) => {
    expect(chooseFraming(inputs(changes))).toBe(framing);
  });
});

test('refuses trailers beside Content-Length (rule A27)', () => {
  expect(() => chooseFraming(inputs({ trailers: true, head: head(5) }))).toThrow(ContractError);
});

test('says nothing that the application has said, nor what nobody can say', () => {
  expect(framingLine(3, head())).toBe('Content-Length: 3\r\n');
  expect(framingLine(0, head())).toBe('Content-Length: 0\r\n');
  expect(framingLine(3, head(3))).toBe('');
  expect(framingLine(UNTIL_CLOSE, head())).toBe('');
});
