import { describe, expect, test } from 'vitest';

import { HeadMemo } from '../../src/codec/head-memo.ts';
import { HeadScanner } from '../../src/codec/head-scanner.ts';
import { decodeHead, readRequestLine } from '../../src/codec/request-head.ts';
import { environOf } from './environ-of.ts';
import { LIMITS } from './event-log.ts';

const HEAD = 'PUT /a%2fb/../c?d HTTP/1.1\r\nHost: h\r\nX-Own: x\r\n\r\n';

/** Scans `text`, which has something before and behind it. */
function scanned(text: string): { scanner: HeadScanner; bytes: Buffer; start: number; length: number } {
  const bytes = Buffer.from(`xx${text}xx`, 'latin1');
  const scanner = new HeadScanner(LIMITS);
  return { scanner, bytes, start: 2, length: scanner.scan(bytes, 2, bytes.length) };
}

function decode(text: string, memo?: HeadMemo): ReturnType<typeof decodeHead> {
  const { scanner, bytes, start, length } = scanned(text);
  return decodeHead(scanner, bytes, start, length, environOf({ SCRIPT_NAME: '' }), memo);
}

test('decodes a head', () => {
  expect(decode(HEAD)).toEqual({
    environ: {
      REQUEST_METHOD: 'PUT',
      REQUEST_URI: '/a%2fb/../c?d',
      SCRIPT_NAME: '',
      PATH_INFO: '/c',
      QUERY_STRING: 'd',
      HTTP_HOST: 'h',
      HTTP_X_OWN: 'x',
    },
    http11: true,
    section: { keepAlive: true, contentLength: 0, expectsContinue: false },
  });
});

test('fills the very environ that it was given', () => {
  const { scanner, bytes, start, length } = scanned(HEAD);
  const environ = environOf({ 'tsgi.run_once': false });
  expect(decodeHead(scanner, bytes, start, length, environ)).toHaveProperty('environ', environ);
  expect(environ['tsgi.run_once']).toBe(false);
});

test('knows HTTP/1.0, and empty lines before the head', () => {
  expect(decode('\r\n\r\nGET / HTTP/1.0\r\n\r\n')).toMatchObject({
    environ: { REQUEST_METHOD: 'GET', REQUEST_URI: '/' },
    http11: false,
    section: { keepAlive: false },
  });
});

describe('refuses what is wrong', () => {
  test.each([
    ['in the header section', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['in the target', 'GET /% HTTP/1.1\r\nHost: h\r\n\r\n', 400],
    ['in the method', 'CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n', 501],
  ])('%s', (_, text, status) => {
    expect(decode(text)).toMatchObject({ status });
  });
});

test('has the header section remembered, without anything of the request line', () => {
  const memo = new HeadMemo();
  decode('GET http://other/a?b HTTP/1.1\r\nHost: h\r\n\r\n', memo);
  const section = Buffer.from('Host: h\r\n\r\n');
  expect(memo.match(false, section, 0, section.length)).toBe(section.length);
  expect(memo.recall(section)).toEqual({ SCRIPT_NAME: '', HTTP_HOST: 'h' });
});

test('reads a request line by itself', () => {
  const { scanner } = scanned(HEAD);
  const environ = environOf({ HTTP_HOST: 'h' });
  expect(readRequestLine(scanner, HEAD.slice(0, scanner.targetEnd), environ)).toBeUndefined();
  expect(environ).toEqual({
    HTTP_HOST: 'h',
    REQUEST_METHOD: 'PUT',
    REQUEST_URI: '/a%2fb/../c?d',
    PATH_INFO: '/c',
    QUERY_STRING: 'd',
  });
});
