import { describe, expect, test } from 'vitest';

import { HeadMemo } from '../../src/codec/head-memo.ts';
import { HeadScanner } from '../../src/codec/head-scanner.ts';
import { decodeHeaderSection, type HeaderSection } from '../../src/codec/header-section.ts';
import { DEFAULT_LIMITS } from '@tsgi/serving';
import { environOf } from './environ-of.ts';

const LINE = 'GET / HTTP/1.1\r\n';
const SECTION = 'Host: h\r\nAccept: */*\r\nCookie: a=1\r\nX-Id: 17\r\n\r\n';

/** A memo that remembers `section`, as the decoder has it do. */
function remembering(section: string, memo: HeadMemo = new HeadMemo()): HeadMemo {
  const scanner = new HeadScanner(DEFAULT_LIMITS);
  const bytes = Buffer.from(LINE + section, 'latin1');
  expect(scanner.scan(bytes, 0, bytes.length)).toBe(bytes.length);
  const environ = environOf({ SERVER_PROTOCOL: 'HTTP/1.1' });
  const says = decodeHeaderSection(scanner, bytes, 0, bytes.toString('latin1'), environ) as HeaderSection;
  memo.remember(bytes.subarray(scanner.headersStart), scanner, environ, says);
  return memo;
}

/** What the memo makes of a section that lies between other bytes, or `undefined` where it has to be decoded. */
function made(memo: HeadMemo, section: string, behind = 'GET /'): object | undefined {
  const bytes = Buffer.from(`\r\n${section}${behind}`, 'latin1');
  const length = memo.match(true, bytes, 2, bytes.length);
  if (length === 0) return undefined;
  expect(length).toBe(section.length);
  const { SERVER_PROTOCOL: _, ...rest } = memo.recall(bytes);
  return rest;
}

test('makes the same environ of the same section', () => {
  const memo = remembering(SECTION);
  expect(made(memo, SECTION)).toEqual({ HTTP_HOST: 'h', HTTP_ACCEPT: '*/*', HTTP_COOKIE: 'a=1', HTTP_X_ID: '17' });
  expect(memo.section).toEqual({ keepAlive: true, contentLength: 0, expectsContinue: false });
});

describe('takes new values of lines that stand where they stood', () => {
  test.each<[string, string, object]>([
    ['one', 'Host: h\r\nAccept: */*\r\nCookie: a=2\r\nX-Id: 17\r\n\r\n', { HTTP_COOKIE: 'a=2' }],
    ['the first', 'Host: h\r\nAccept: text/html\r\nCookie: a=1\r\nX-Id: 17\r\n\r\n', { HTTP_ACCEPT: 'text/html' }],
    ['a longer one', 'Host: h\r\nAccept: */*\r\nCookie: a=1; b=2\r\nX-Id: 17\r\n\r\n', { HTTP_COOKIE: 'a=1; b=2' }],
    ['a shorter one', 'Host: h\r\nAccept: */*\r\nCookie: a\r\nX-Id: 17\r\n\r\n', { HTTP_COOKIE: 'a' }],
    ['none at all', 'Host: h\r\nAccept: */*\r\nCookie:\r\nX-Id: 17\r\n\r\n', { HTTP_COOKIE: '' }],
    ['other blanks', 'Host: h\r\nAccept: */*\r\nCookie:\t a=1 \t\r\nX-Id: 17\r\n\r\n', {}],
    ['bytes beyond ASCII', 'Host: h\r\nAccept: */*\r\nCookie: \xe9\r\nX-Id: 17\r\n\r\n', { HTTP_COOKIE: 'é' }],
    [
      'all of them',
      'Host: h\r\nAccept: a\r\nCookie: b\r\nX-Id: c\r\n\r\n',
      { HTTP_ACCEPT: 'a', HTTP_COOKIE: 'b', HTTP_X_ID: 'c' },
    ],
  ])('%s', (_, section, changed) => {
    const memo = remembering(SECTION);
    const expected = { HTTP_HOST: 'h', HTTP_ACCEPT: '*/*', HTTP_COOKIE: 'a=1', HTTP_X_ID: '17', ...changed };
    // Again and again: a line that has changed before is looked at in another way.
    for (let i = 0; i < 3; i++) {
      expect(made(memo, section)).toEqual(expected);
      expect(made(memo, SECTION)).toMatchObject({ HTTP_ACCEPT: '*/*', HTTP_COOKIE: 'a=1', HTTP_X_ID: '17' });
    }
  });
});

describe('leaves to the decoder', () => {
  test.each<[string, string, string]>([
    ['another Host', SECTION, SECTION.replace('h\r', 'i\r')],
    ['another Connection', 'Host: h\r\nConnection: close\r\n\r\n', 'Host: h\r\nConnection: keep-alive\r\n\r\n'],
    ['another Content-Length', 'Host: h\r\nContent-Length: 5\r\n\r\n', 'Host: h\r\nContent-Length: 6\r\n\r\n'],
    [
      'another Transfer-Encoding',
      'Host: h\r\nTransfer-Encoding: chunked\r\n\r\n',
      'Host: h\r\nTransfer-Encoding: x\r\n\r\n',
    ],
    ['another Expect', 'Host: h\r\nExpect: 100-continue\r\n\r\n', 'Host: h\r\nExpect: x\r\n\r\n'],
    ['another Content-Type', 'Host: h\r\nContent-Type: a/b\r\n\r\n', 'Host: h\r\nContent-Type:\r\n\r\n'],
    ['a repeated field', 'Host: h\r\nA: 1\r\nB: 2\r\na: 3\r\n\r\n', 'Host: h\r\nA: 1\r\nB: 2\r\na: 4\r\n\r\n'],
    [
      'the first of a repeated field',
      'Host: h\r\nA: 1\r\nB: 2\r\na: 3\r\n\r\n',
      'Host: h\r\nA: 2\r\nB: 2\r\na: 3\r\n\r\n',
    ],
    ['a name that is left out', 'Host: h\r\nX_Y: 1\r\n\r\n', 'Host: h\r\nX_Y: 2\r\n\r\n'],
    ['another name', SECTION, SECTION.replace('X-Id', 'X-It')],
    ['the same name in other letters', SECTION, SECTION.replace('X-Id', 'x-Id')],
    ['a longer name', SECTION, SECTION.replace('X-Id', 'X-Id-X')],
    ['a blank before the colon', SECTION, SECTION.replace('X-Id', 'X-Id ')],
    ['one line more', SECTION, SECTION.replace('\r\n\r\n', '\r\nA: b\r\n\r\n')],
    ['one line less', SECTION, SECTION.replace('X-Id: 17\r\n', '')],
    ['a folded line', SECTION, SECTION.replace('a=1', 'a=1\r\n b')],
    ['a bare LF', SECTION, SECTION.replace('a=1\r\n', 'a=1\n')],
    ['a bare LF at the end', SECTION, SECTION.replace('\r\n\r\n', '\r\n\n')],
    ['a control character', SECTION, SECTION.replace('a=1', 'a=\x01')],
    ['nine new values', `Host: h\r\n${numbered(9, 'a')}\r\n`, `Host: h\r\n${numbered(9, 'b')}\r\n`],
  ])('%s', (_, first, second) => {
    expect(made(remembering(first), second)).toBeUndefined();
  });

  test('a section of which a part is missing', () => {
    for (let length = 0; length < SECTION.length; length++) {
      expect(made(remembering(SECTION), SECTION.slice(0, length), '')).toBeUndefined();
    }
  });

  test('the same section in another version', () => {
    const bytes = Buffer.from(SECTION);
    expect(remembering(SECTION).match(false, bytes, 0, bytes.length)).toBe(0);
  });

  test('everything, before it has something to remember and after it has forgotten', () => {
    expect(made(new HeadMemo(), SECTION)).toBeUndefined();
    const memo = remembering(SECTION);
    memo.forget();
    expect(made(memo, SECTION)).toBeUndefined();
    expect(memo.section).toBeUndefined();
  });
});

test('takes as many new values as eight', () => {
  const memo = remembering(`Host: h\r\n${numbered(8, 'a')}\r\n`);
  expect(made(memo, `Host: h\r\n${numbered(8, 'b')}\r\n`)).toMatchObject({ HTTP_X1: 'b', HTTP_X8: 'b' });
});

test('holds copies: nobody changes what it remembers', () => {
  const memo = remembering(SECTION);
  const bytes = Buffer.from(SECTION);
  expect(memo.match(true, bytes, 0, bytes.length)).toBe(SECTION.length);
  memo.recall(bytes).HTTP_HOST = 'changed';
  bytes.fill(0);
  expect(made(memo, SECTION)).toMatchObject({ HTTP_HOST: 'h', HTTP_COOKIE: 'a=1' });
});

test('takes a new section in the place of the last', () => {
  const memo = remembering('Host: i\r\n\r\n', remembering(SECTION));
  expect(made(memo, SECTION)).toBeUndefined();
  expect(made(memo, 'Host: i\r\n\r\n')).toEqual({ HTTP_HOST: 'i' });
});

test('gives up on a client that sends ever new sections', () => {
  const memo = remembering(SECTION);
  for (let i = 0; i < 10; i++) {
    expect(made(memo, `Host: ${i}\r\n\r\n`)).toBeUndefined();
    remembering(`Host: ${i}\r\n\r\n`, memo);
  }
  expect(memo.section).toBeUndefined();
});

function numbered(count: number, value: string): string {
  return Array.from({ length: count }, (_, i) => `X${i + 1}: ${value}\r\n`).join('');
}
