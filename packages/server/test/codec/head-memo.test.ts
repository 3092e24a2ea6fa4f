import { describe, expect, test } from 'vitest';

import { HeadMemo } from '../../src/codec/head-memo.ts';
import type { HeaderSection } from '../../src/codec/header-section.ts';
import { environOf } from './environ-of.ts';

const SECTION = Buffer.from('Host: h\r\n\r\n');
const SAYS: HeaderSection = { keepAlive: true, contentLength: 0, expectsContinue: false };
const environ = environOf({ SERVER_PROTOCOL: 'HTTP/1.1', HTTP_HOST: 'h' });

function remembering(): HeadMemo {
  const memo = new HeadMemo();
  memo.remember(SECTION, environ, SAYS);
  return memo;
}

test('remembers a section', () => {
  const memo = remembering();
  const bytes = Buffer.concat([Buffer.from('GET / HTTP/1.1\r\n'), SECTION, Buffer.from('GET')]);
  expect(memo.matches(true, bytes, 16, bytes.length)).toBe(true);
  expect(memo.length).toBe(SECTION.length);
  expect(memo.section).toEqual(SAYS);
  expect(memo.recall()).toEqual(environ);
});

test('holds copies: nobody changes what it remembers', () => {
  const bytes = Buffer.from(SECTION);
  const given = { ...environ };
  const memo = new HeadMemo();
  memo.remember(bytes, given, SAYS);
  bytes.fill(0);
  given.HTTP_HOST = 'changed';
  memo.recall().HTTP_HOST = 'changed';
  expect(memo.matches(true, SECTION, 0, SECTION.length)).toBe(true);
  expect(memo.recall()).toEqual(environ);
});

describe('does not match', () => {
  test.each<[string, boolean, string]>([
    ['another section', true, 'Host: i\r\n\r\n'],
    ['the same in other letters', true, 'host: h\r\n\r\n'],
    ['a longer one that begins like it', true, 'Host: h\r\nA: b\r\n\r\n'],
    ['a part of it', true, 'Host: h\r\n\r'],
    ['nothing', true, ''],
    ['the same in another version', false, 'Host: h\r\n\r\n'],
  ])('%s', (_, http11, text) => {
    const bytes = Buffer.from(text);
    expect(remembering().matches(http11, bytes, 0, bytes.length)).toBe(false);
  });

  test('what stands behind the end', () => {
    expect(remembering().matches(true, SECTION, 0, SECTION.length - 1)).toBe(false);
  });

  test('anything before it has something to remember, or after it has forgotten', () => {
    expect(new HeadMemo().matches(true, SECTION, 0, SECTION.length)).toBe(false);
    const memo = remembering();
    memo.forget();
    expect(memo.matches(true, SECTION, 0, SECTION.length)).toBe(false);
    expect(memo.length).toBe(0);
    expect(memo.section).toBeUndefined();
  });
});

test('takes a new section in the place of the last', () => {
  const memo = remembering();
  const other = Buffer.from('Host: i\r\n\r\n');
  memo.remember(other, { ...environ, HTTP_HOST: 'i' }, SAYS);
  expect(memo.matches(true, SECTION, 0, SECTION.length)).toBe(false);
  expect(memo.matches(true, other, 0, other.length)).toBe(true);
  expect(memo.recall().HTTP_HOST).toBe('i');
});

test('gives up on a client that sends ever new sections', () => {
  const memo = remembering();
  for (let i = 0; i < 10; i++) {
    const bytes = Buffer.from(`Host: ${i}\r\n\r\n`);
    expect(memo.matches(true, bytes, 0, bytes.length)).toBe(false);
    memo.remember(bytes, environ, SAYS);
  }
  expect(memo.length).toBe(0);
});
