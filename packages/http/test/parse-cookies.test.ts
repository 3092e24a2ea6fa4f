import { expect, test } from 'vitest';

import { parseCookies } from '@tsgi/http';

test('reads the example of RFC 6265', () => {
  expect({ ...parseCookies('SID=31d4d96e407aad42; lang=en-US') }).toEqual({ SID: '31d4d96e407aad42', lang: 'en-US' });
});

test.each<[string, string | undefined, Record<string, string>]>([
  ['reads nothing from no field', undefined, {}],
  ['reads nothing from an empty field', '', {}],
  ['reads an empty value', 'a=', { a: '' }],
  ['reads a value with =', 'a=b=c', { a: 'b=c' }],
  ['decodes what is percent-encoded', 'a=%E4%BD%A0%20%3B', { a: '你 ;' }],
  ['leaves what cannot be decoded', 'a=%zz; b=%E4', { a: '%zz', b: '%E4' }],
  ['takes the first of two with one name', 'a=1; a=2', { a: '1' }],
  ['keeps quotes', 'a="b"', { a: '"b"' }],
  ['lets spaces around names and values pass', ' a = b ;c=d', { a: 'b', c: 'd' }],
  ['passes over what has no =', 'a; b=1; c', { b: '1' }],
  ['keeps apart names in other letter case', 'a=1; A=2', { a: '1', A: '2' }],
  ['keeps prefixes', '__Host-id=7', { '__Host-id': '7' }],
])('parseCookies %s', (_, field, cookies) => {
  expect({ ...parseCookies(field) }).toEqual(cookies);
});

test.each([undefined, 'a=b', '__proto__=x; constructor=y'])('gives no more than was sent: %s', (field) => {
  const cookies = parseCookies(field);
  expect(cookies['toString']).toBeUndefined();
  expect(cookies['hasOwnProperty']).toBeUndefined();
  expect('valueOf' in cookies).toBe(false);
});

test('takes __proto__ and constructor for names like any other', () => {
  const cookies = parseCookies('__proto__=x; constructor=y');
  expect(Object.entries(cookies)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('gives at most one cookie for each =', () => {
  expect(Object.keys(parseCookies(';='.repeat(50_000)))).toHaveLength(1);
  expect(Object.keys(parseCookies(';'.repeat(100_000)))).toHaveLength(0);
  expect(Object.keys(parseCookies('a;'.repeat(50_000) + 'b=1'))).toEqual(['b']);
});
