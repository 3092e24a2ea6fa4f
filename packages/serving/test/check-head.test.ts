import { ContractError, type HeaderList, type Status } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { checkHead, checkInterim, checkTrailers, checkUpgrade } from '../src/check-head.ts';

test('takes note of what a server has to know of a head', () => {
  expect(
    checkHead('200 OK', [
      ['Content-Type', 'text/plain'],
      ['content-length', '5'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]),
  ).toEqual({
    code: 200,
    status: '200 OK',
    fields: ['Content-Type', 'text/plain', 'content-length', '5', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
    contentLength: 5,
    dated: false,
    ascii: true,
  });
});

test('keeps what was checked, whatever becomes of the array that was given', () => {
  const header: [string, string] = ['A', 'b'];
  const { fields } = checkHead('200 OK', [header]);
  header[1] = 'c\r\nSet-Cookie: d';
  expect(fields).toEqual(['A', 'b']);
});

describe('takes', () => {
  test.each<[string, Status, HeaderList, object]>([
    ['an empty reason', '299 ', [], { code: 299, status: '299 ' }],
    ['a reason with blanks', '500 Oh  no', [], { code: 500 }],
    ['a Date in any letter case', '200 OK', [['dAte', 'today']], { dated: true }],
    ['an empty value', '200 OK', [['A', '']], { fields: ['A', ''], ascii: true }],
    ['a tab in a value, which is ASCII', '200 OK', [['A', 'b\tc']], { ascii: true }],
    ['Latin-1, which is not', '200 OK', [['A', 'é']], { ascii: false }],
    [
      'Latin-1 before ASCII',
      '200 OK',
      [
        ['A', '\x80\xff'],
        ['B', 'c'],
      ],
      { ascii: false },
    ],
    ['no Content-Length', '200 OK', [], { contentLength: -1, dated: false }],
    ['Content-Length: 0', '200 OK', [['Content-Length', '0']], { contentLength: 0 }],
    ['the longest Content-Length', '200 OK', [['Content-Length', '9'.repeat(15)]], { contentLength: 1e15 - 1 }],
    ['Content-Length with 304', '304 Not Modified', [['Content-Length', '5']], { contentLength: 5 }],
    ["names of a token's characters", '200 OK', [["!#$%&'*+-.^_`|~9", 'x']], {}],
  ])('%s', (_, status, headers, expected) => {
    expect(checkHead(status, headers)).toMatchObject(expected);
  });
});

/** The rule that `check` finds broken; the second time as well, when names and statuses may be remembered. */
function brokenRule(check: () => unknown): string {
  const rules = [check, check].map((each) => {
    try {
      each();
      return 'none';
    } catch (error) {
      return error instanceof ContractError ? `${error.rule} ${error.side}` : String(error);
    }
  });
  return [...new Set(rules)].join(', then ');
}

describe('refuses by rule', () => {
  test.each<[rule: string, string, unknown, unknown?]>([
    ['A5', 'a tab in the reason', '200 O\tK'],
    ['A5', 'a numeric status', 200],
    ['A5', 'a code alone', '200'],
    ['A5', 'no code', 'OK'],
    ['A5', 'two digits', '20 OK'],
    ['A5', 'an interim status', '100 Continue'],
    ['A5', '101', '101 Switching Protocols'],
    ['A5', 'a code from 600', '600 X'],
    ['A5', 'something before the code', ' 200 OK'],
    ['A5', 'a line end', '200 OK\r\n'],
    ['A5', 'another header', '200 OK\r\nA: b'],
    ['A5', 'LF at the end', '200 OK\n'],
    ['A5', 'NUL', '200 \0'],
    ['A5', 'a reason beyond ASCII', '200 é'],
    ['A5', 'undefined', undefined],
    ['A6', 'no headers', '200 OK', null],
    ['A6', 'an object of headers', '200 OK', { A: 'b' }],
    ['A6', 'headers that are iterable alone', '200 OK', new Map([['A', 'b']])],
    ['A6', 'a string for a pair', '200 OK', ['A: b']],
    ['A6', 'null for a pair', '200 OK', [null]],
    ['A6', 'a pair without a value', '200 OK', [['A']]],
    ['A6', 'a number for a value', '200 OK', [['A', 5]]],
    ['A6', 'null for a value', '200 OK', [['A', null]]],
    ['A6', 'a list for a value', '200 OK', [['A', ['b', 'c']]]],
    ['A6', 'an object that becomes a string', '200 OK', [['A', { toString: () => 'b\r\n' }]]],
    ['A6', 'a hole in the array', '200 OK', Array(1)],
    ['A7', 'an empty name', '200 OK', [['', 'b']]],
    ['A7', 'a name with a space', '200 OK', [['A B', 'c']]],
    ['A7', 'a name with a colon', '200 OK', [['A:', 'b']]],
    ['A7', 'a name with a line end', '200 OK', [['A\r\nB', 'c']]],
    ['A7', 'a name with NUL', '200 OK', [['A\0', 'b']]],
    ['A7', 'a name beyond ASCII', '200 OK', [['é', 'b']]],
    ['A7', 'a name beyond Latin-1', '200 OK', [['A\u0141', 'b']]],
    ['A7', 'a number for a name', '200 OK', [[5, 'b']]],
    ['A8', 'CR in a value', '200 OK', [['A', 'b\rc']]],
    ['A8', 'LF in a value', '200 OK', [['A', 'b\nc']]],
    ['A8', 'a value that splits the response', '200 OK', [['Location', '/\r\n\r\n<script>']]],
    ['A8', 'NUL in a value', '200 OK', [['A', '\0']]],
    ['A8', 'DEL in a value', '200 OK', [['A', '\x7f']]],
    ['A8', 'a value beyond Latin-1', '200 OK', [['A', '你']]],
    ['A8', 'a character whose low byte is LF', '200 OK', [['A', '\u010a']]],
    ['A8', 'a lone surrogate', '200 OK', [['A', '\ud83d']]],
    ...[
      'Connection',
      'keep-alive',
      'Proxy-Authenticate',
      'Proxy-Authorization',
      'Proxy-Connection',
      'TE',
      'TRAILER',
      'Transfer-Encoding',
      'Upgrade',
    ].map((name): [string, string, unknown, unknown] => ['A9', name, '200 OK', [[name, 'x']]]),
    [
      'A10',
      'Content-Length twice',
      '200 OK',
      [
        ['Content-Length', '5'],
        ['content-length', '5'],
      ],
    ],
    ['A10', 'an empty Content-Length', '200 OK', [['Content-Length', '']]],
    ['A10', 'Content-Length with +', '200 OK', [['Content-Length', '+5']]],
    ['A10', 'Content-Length with -', '200 OK', [['Content-Length', '-5']]],
    ['A10', 'Content-Length with a space', '200 OK', [['Content-Length', ' 5']]],
    ['A10', 'Content-Length with a line end', '200 OK', [['Content-Length', '5\n']]],
    ['A10', 'Content-Length in hexadecimal', '200 OK', [['Content-Length', '0x5']]],
    ['A10', 'Content-Length with a fraction', '200 OK', [['Content-Length', '5.0']]],
    ['A10', 'a Content-Length that is not exact', '200 OK', [['Content-Length', '9'.repeat(16)]]],
    ['A11', 'Content-Length with 204', '204 No Content', [['Content-Length', '0']]],
    ['A11', 'Content-Length with 205', '205 Reset Content', [['Content-Length', '0']]],
  ])('%s: %s', (rule, _, status, headers = []) => {
    expect(brokenRule(() => checkHead(status as Status, headers as HeaderList))).toBe(`${rule} application`);
  });
});

test('stays right where applications give ever new names and statuses', () => {
  for (let i = 0; i < 3000; i++) {
    expect(checkHead(`200 ${i}`, [[`X-${i}`, `${i}`]])).toMatchObject({ code: 200, fields: [`X-${i}`, `${i}`] });
  }
  expect(brokenRule(() => checkHead('200 OK', [['Connection', 'close']]))).toBe('A9 application');
});

describe('an interim response', () => {
  test('gives its fields', () => {
    expect(checkInterim('103 Early Hints', [['Link', '</a>; rel=preload']])).toEqual(['Link', '</a>; rel=preload']);
  });

  test.each<[rule: string, unknown, HeaderList]>([
    ['A26', '100 Continue', []],
    ['A26', '101 Switching Protocols', []],
    ['A26', '200 OK', []],
    ['A26', '1030 X', []],
    ['A26', '103 X\r\n', []],
    ['A26', 103, []],
    ['A26', '103 X', [['Content-Length', '5']]],
    ['A9', '103 X', [['transfer-encoding', 'chunked']]],
    ['A7', '103 X', [['A B', 'c']]],
    ['A8', '103 X', [['A', 'b\r\nc']]],
  ])('is refused by %s: %j %j', (rule, status, headers) => {
    expect(brokenRule(() => checkInterim(status as Status, headers))).toBe(`${rule} application`);
  });
});

describe('an upgrade', () => {
  test('is to the protocol that the headers name', () => {
    const headers: HeaderList = [
      ['A', 'b'],
      ['upgrade', 'whisper'],
    ];
    expect(checkUpgrade(headers, 'shout/1, whisper')).toEqual({ protocol: 'whisper', fields: ['A', 'b'] });
  });

  test('is else to the one that the client prefers', () => {
    expect(checkUpgrade([], 'shout/1, whisper')).toEqual({ protocol: 'shout/1', fields: [] });
  });

  test.each<[rule: string, HeaderList]>([
    ['A29', [['Content-Length', '5']]],
    ['A9', [['Connection', 'close']]],
    ['A8', [['Upgrade', 'a\nb']]],
    ['A6', undefined as unknown as HeaderList],
    ['A6', [null] as unknown as HeaderList],
    ['A6', [['Upgrade']] as unknown as HeaderList],
  ])('is refused by %s: %j', (rule, headers) => {
    expect(brokenRule(() => checkUpgrade(headers, 'a'))).toBe(`${rule} application`);
  });
});

describe('trailer fields', () => {
  test.each<[rule: string, HeaderList]>([
    ['A28', [['Content-Length', '5']]],
    ['A28', [['set-cookie', 'a=b']]],
    ['A9', [['Transfer-Encoding', 'chunked']]],
    ['A9', [['Connection', 'close']]],
    ['A7', [['A:', 'b']]],
    ['A8', [['A', 'b\nc']]],
  ])('are refused by %s: %j', (rule, headers) => {
    expect(brokenRule(() => checkTrailers(headers))).toBe(`${rule} application`);
  });
});
