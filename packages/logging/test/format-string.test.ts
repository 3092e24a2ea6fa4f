import { ClientDisconnected } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { COMBINED, COMMON, compileFormat } from '../src/format-string.ts';
import { type MadeRecord, makeRecord } from './make-record.ts';

const line = (format: string, made: MadeRecord = {}): string => compileFormat(format, 'test').line(makeRecord(made));

const environ = { HTTP_USER_AGENT: 'agent 1', HTTP_REFERER: 'http://h/x', REMOTE_USER: 'ada' };

test('the common and the combined format are as web servers have them', () => {
  const time = String.raw`\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\]`;
  expect(line(COMMON, { environ })).toMatch(new RegExp(`^127\\.0\\.0\\.1 - ada ${time} "GET /path HTTP/1\\.1" 200 5$`));
  expect(line(COMBINED, { environ })).toMatch(
    new RegExp(`^127\\.0\\.0\\.1 - ada ${time} "GET /path HTTP/1\\.1" 200 5 "http://h/x" "agent 1"$`),
  );
  expect(line(COMBINED)).toMatch(/^127\.0\.0\.1 - - \[.*\] "GET \/path HTTP\/1\.1" 200 5 "-" "-"$/);
});

test('gunicorn’s own format is understood, and may be mixed', () => {
  const gunicorn = '%(h)s %(l)s %(u)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"';
  expect(line(gunicorn, { environ })).toBe('127.0.0.1 - ada "GET /path HTTP/1.1" 200 5 "http://h/x" "agent 1"');
  expect(line('%h %(s)s %{Host}i', { environ })).toBe('127.0.0.1 200 localhost');
});

test('what is between the directives stays, a percent sign is written twice', () => {
  expect(line('a %% b %s c')).toBe('a % b 200 c');
  expect(line('plain')).toBe('plain');
  expect(line('a\tb\n%s')).toBe(String.raw`a\u0009b\u000a200`);
});

test('statuses may be asked for, and what was first or last, which is the same here', () => {
  expect(line('%200,304s %!200s %404{Host}i %!404{Host}i %<s %>s')).toBe('200 - - localhost 200 200');
  const aborted: MadeRecord = { outcome: { status: 0, bytes: 0, error: new ClientDisconnected() } };
  expect(line('%499m %!499m %s', aborted)).toBe('GET - 499');
});

describe('text from outside', () => {
  const hostile = { HTTP_USER_AGENT: 'a" b\\\n', REMOTE_USER: 'a b" [x]' };

  test('cannot leave the quotes that it stands in', () => {
    expect(line('"%{User-Agent}i"', { environ: hostile })).toBe(String.raw`"a\" b\\\x0a"`);
  });

  test('is one word where it stands in none', () => {
    expect(line('%u %{User-Agent}i', { environ: hostile })).toBe(String.raw`a\x20b\"\x20[x] a\"\x20b\\\x0a`);
    expect(line('"%s" %u "%u" %u', { environ: hostile })).toBe(
      String.raw`"200" a\x20b\"\x20[x] "a b\" [x]" a\x20b\"\x20[x]`,
    );
  });

  test('that is empty is a dash', () => {
    expect(line('%u "%{Referer}i" %{X}o', { environ: { HTTP_REFERER: '' } })).toBe('- "-" -');
  });
});

const watched = (format: string) => compileFormat(format, 'test').watched;

test('only what is needed is watched', () => {
  expect(watched(COMBINED)).toEqual({ times: false, headers: false, content: false });
  expect(watched('%D')).toEqual({ times: true, headers: false, content: false });
  expect(watched('%D %{X}o')).toEqual({ times: true, headers: true, content: false });
});

test.each([
  ['%h %Z', '"%Z" at position 3'],
  ['%', '"%" at position 0'],
  ['%h %{Host', '"%{" at position 3'],
  ['%(zz)s', '"%(zz)s" at position 0'],
  ['%(h)d', '"%(" at position 0'],
  ['%{weeks}T', '"%{weeks}T" at position 0'],
  ['%{nothing}t', '"%{nothing}t" at position 0'],
  ['%hh %你', '"%你" at position 4'],
])('refuses %j', (format, where) => {
  expect(() => compileFormat(format, 'test')).toThrow(
    new TypeError(`test(): format has the unknown directive ${where} of ${JSON.stringify(format)}`),
  );
});
