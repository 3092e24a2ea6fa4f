import { describe, expect, test } from 'vitest';

import type { Environ } from '@tsgi/contract';

import { CHUNKED } from '../../src/codec/framing.ts';
import { HeadScanner } from '../../src/codec/head-scanner.ts';
import { decodeHeaderSection, type HeaderSection } from '../../src/codec/header-section.ts';
import type { Refusal } from '@tsgi/serving';
import { environOf } from './environ-of.ts';
import { LIMITS } from './event-log.ts';

/** What a section of these lines says, and what is in the environ then. */
function decode(lines: string[], version = '1.1'): { said: HeaderSection | Refusal; environ: Partial<Environ> } {
  const head = `GET / HTTP/${version}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
  const bytes = Buffer.from(`xx${head}`, 'latin1');
  const scanner = new HeadScanner(LIMITS);
  expect(scanner.scan(bytes, 2, bytes.length)).toBe(head.length);
  const environ = environOf({});
  return { said: decodeHeaderSection(scanner, bytes, 2, head, environ), environ };
}

test('says how the message goes on, and fills the environ', () => {
  expect(decode(['Host: h', 'Content-Length: 3', 'Content-Type: a/b', 'Accept: */*', 'X-Own: x'])).toEqual({
    said: { keepAlive: true, contentLength: 3, expectsContinue: false },
    environ: { HTTP_HOST: 'h', CONTENT_LENGTH: '3', CONTENT_TYPE: 'a/b', HTTP_ACCEPT: '*/*', HTTP_X_OWN: 'x' },
  });
});

describe('says', () => {
  test.each<[string, string[], Partial<HeaderSection>, version?: string]>([
    ['that there is no content', ['Host: h'], { contentLength: 0 }],
    ['that the content is chunked', ['Host: h', 'Transfer-Encoding: Chunked'], { contentLength: CHUNKED }],
    ['that the client waits', ['Host: h', 'Expect: 100-Continue', 'Content-Length: 1'], { expectsContinue: true }],
    ['that nobody waits without content', ['Host: h', 'Expect: 100-continue'], { expectsContinue: false }],
    ['that HTTP/1.1 stays open', ['Host: h'], { keepAlive: true }],
    ['that HTTP/1.0 closes', [], { keepAlive: false }, '1.0'],
    ['that close outweighs', ['Host: h', 'Connection: keep-alive', 'Connection: x,Close'], { keepAlive: false }],
    ['that HTTP/1.0 stays open where it asks to', ['Connection: x, Keep-Alive'], { keepAlive: true }, '1.0'],
    ['nothing exact beyond 2^53', ['Host: h', 'Content-Length: 9007199254740992'], { contentLength: Infinity }],
    ['the largest exact length', ['Host: h', 'Content-Length: 9007199254740991'], { contentLength: 2 ** 53 - 1 }],
  ])('%s', (_, lines, said, version) => {
    expect(decode(lines, version).said).toMatchObject(said);
  });
});

test('joins what is repeated, by what it is', () => {
  const lines = ['Host: h', 'Via: a', 'Cookie: a', 'X-Own: a', 'via: b', 'cookie: b', 'x-own:', 'VIA: c', 'X-OWN: c'];
  expect(decode(lines).environ).toEqual({
    HTTP_HOST: 'h',
    HTTP_VIA: 'a, b, c',
    HTTP_COOKIE: 'a; b',
    HTTP_X_OWN: 'a, , c',
  });
});

test('does not take a field of an earlier section for a repeat', () => {
  for (let i = 0; i < 3; i++)
    expect(decode(['Host: h', 'Accept: a', 'X-Own: b']).environ).toMatchObject({ HTTP_ACCEPT: 'a', HTTP_X_OWN: 'b' });
  // Nor after a section that was refused half-way.
  expect(decode(['Accept: a', 'Host: h', 'Host: h', 'Via: x']).said).toMatchObject({ status: 400 });
  expect(decode(['Host: h', 'Accept: b', 'Via: y']).environ).toEqual({
    HTTP_HOST: 'h',
    HTTP_ACCEPT: 'b',
    HTTP_VIA: 'y',
  });
});

describe('leaves out', () => {
  test('names with _', () => {
    expect(decode(['Host: h', 'X_User: root', 'Content_Length: 5', 'Transfer_Encoding: chunked'])).toEqual({
      said: { keepAlive: true, contentLength: 0, expectsContinue: false },
      environ: { HTTP_HOST: 'h' },
    });
  });

  test('a content type without a value (rule E12)', () => {
    expect(decode(['Host: h', 'Content-Type:']).environ).toEqual({ HTTP_HOST: 'h' });
  });
});

describe('refuses', () => {
  test.each<[string, string[], number, version?: string]>([
    ['no Host', ['A: b'], 400],
    ['a repeated Host', ['Host: h', 'host: h'], 400],
    ['an invalid Host', ['Host: a b'], 400],
    ['a repeated Content-Length', ['Host: h', 'Content-Length: 1', 'Content-Length: 1'], 400],
    ['an invalid Content-Length', ['Host: h', 'Content-Length: 1,1'], 400],
    ['two ways to frame', ['Host: h', 'Content-Length: 1', 'Transfer-Encoding: chunked'], 400],
    ['a coding that ends nowhere', ['Host: h', 'Transfer-Encoding: gzip'], 400],
    ['chunked with a blank that is not HTTP’s', ['Host: h', 'Transfer-Encoding: chunked\xa0'], 400],
    ['chunked in HTTP/1.0', ['Transfer-Encoding: chunked'], 400, '1.0'],
    ['an unknown coding', ['Host: h', 'Transfer-Encoding: gzip, chunked'], 501],
    ['an unknown expectation', ['Host: h', 'Expect: tea'], 417],
  ])('%s', (_, lines, status, version) => {
    expect(decode(lines, version).said).toMatchObject({ status });
  });
});

test('reads a list of many blanks at once', () => {
  const connection = `Connection: a${' '.repeat(16_000)}b`;
  for (let i = 0; i < 100; i++) expect(decode(['Host: h', connection]).said).toMatchObject({ keepAlive: true });
});
