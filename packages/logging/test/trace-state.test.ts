import { describe, expect, test } from 'vitest';

import { parseTraceState } from '../src/trace-state.ts';

import { randomNumbers } from '../../../test/random-numbers.ts';

const members = (count: number): string => Array.from({ length: count }, (_, index) => `k${index}=${index}`).join(',');

test('passes on what it reads, in its order', () => {
  expect(parseTraceState('rojo=00f067aa0ba902b7,congo=t61rcWkgMzE')).toBe('rojo=00f067aa0ba902b7,congo=t61rcWkgMzE');
});

test.each([
  ['nothing', undefined, ''],
  ['an empty field', '', ''],
  ['only commas', ' , ,', ''],
  ['empty members', 'foo=1,,bar=2,', 'foo=1,bar=2'],
  ['spaces and tabs around members', '\t foo=1 \t,\t bar=2 ', 'foo=1,bar=2'],
  ['spaces within a value', 'foo=a  b', 'foo=a  b'],
  ['spaces that a value begins with', 'foo=  b', 'foo=  b'],
  ['keys of several systems', 'foo@=1,foo@@bar=2,0a@b/c*d_e-f=3', 'foo@=1,foo@@bar=2,0a@b/c*d_e-f=3'],
  ['a key twice, the first of which is the newest', 'foo=1,bar=2,foo=3', 'foo=1,bar=2'],
  ['32 members', members(32), members(32)],
  ['the longest key', `${'z'.repeat(256)}=1`, `${'z'.repeat(256)}=1`],
  ['the longest value', `a=${'z'.repeat(256)}`, `a=${'z'.repeat(256)}`],
])('takes %s', (_, field, passed) => {
  expect(parseTraceState(field)).toBe(passed);
});

test('takes every character that may be', () => {
  const key = 'abcdefghijklmnopqrstuvwxyz0123456789_-*/@a-z0-9_-*/';
  const value = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index))
    .filter((character) => character !== ',' && character !== '=')
    .join('');
  expect(parseTraceState(`${key}=${value}`)).toBe(`${key}=${value}`);
});

test.each([
  ['a member without a value', 'bar=2,foo'],
  ['an empty value', 'foo=,bar=3'],
  ['an empty key', '=1,bar=3'],
  ['a key with a space', 'foo =1'],
  ['a key in upper case', 'FOO=1'],
  ['a key with a dot', 'foo.bar=1'],
  ['a key that begins with an at sign', '@foo=1,bar=2'],
  ['a value with an equals sign', 'foo=bar=baz'],
  ['a value beyond ASCII', 'foo=ä'],
  ['a value with a tab', 'foo=a\tb'],
  ['another kind of space around a member', 'foo=1\u00a0,bar=2'],
  ['33 members', members(33)],
  ['33 members of one key', 'a=1,'.repeat(33)],
  ['a key too long', `foo=1,${'z'.repeat(257)}=1`],
  ['a value too long', `foo=1,a=${'z'.repeat(257)}`],
])('drops all where there is %s', (_, field) => {
  expect(parseTraceState(field)).toBe('');
});

const short = (index: number): string => `k${index}=${'v'.repeat(40)}`;
const long = (index: number): string => `l${index}=${'v'.repeat(200)}`;

describe('more than 512 characters', () => {
  test('lose long members first, the last of them before the others', () => {
    const field = [short(1), long(1), short(2), long(2), short(3), long(3)].join(',');
    expect(parseTraceState(field)).toBe([short(1), long(1), short(2), short(3)].join(','));
  });

  test('lose members from the right, where none is long', () => {
    const all = Array.from({ length: 20 }, (_, index) => short(index));
    const passed = parseTraceState(all.join(','));
    expect(passed.length).toBeLessThanOrEqual(512);
    expect(passed).toBe(all.slice(0, passed.split(',').length).join(','));
    expect(passed.length + short(19).length).toBeGreaterThan(512);
  });

  test('are 513 and more', () => {
    const exact = [long(1), long(2), `a=${'v'.repeat(102)}`].join(',');
    expect(exact.length).toBe(512);
    expect(parseTraceState(exact)).toBe(exact);
    expect(parseTraceState(`${exact}v`)).toBe(`${long(1)},a=${'v'.repeat(103)}`);
  });
});

test('passes on nothing that it would not read again', () => {
  const { seed, below } = randomNumbers();
  const pieces = [
    'a',
    'k1',
    '@',
    '=',
    ',',
    ' ',
    '\t',
    'b=2',
    ',c=3',
    'Z',
    'ä',
    '\u0000',
    '"',
    'x'.repeat(130),
    'y'.repeat(257),
  ];
  for (let round = 0; round < 3_000; round++) {
    const field = Array.from({ length: below(40) }, () => pieces[below(pieces.length)]).join('');
    const passed = parseTraceState(field);
    expect(passed.length, `seed ${seed}`).toBeLessThanOrEqual(512);
    expect(passed === '' ? 0 : passed.split(',').length, `seed ${seed}`).toBeLessThanOrEqual(32);
    expect(parseTraceState(passed), `seed ${seed}`).toBe(passed);
  }
});
