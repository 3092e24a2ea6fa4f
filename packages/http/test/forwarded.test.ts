import { describe, expect, test } from 'vitest';

import { type ForwardedElement, formatForwarded, parseForwarded, parseNode } from '@tsgi/http';

test('writes an element, and reads it', () => {
  const element: ForwardedElement = { for: '[2001:db8:cafe::17]:4711', proto: 'https', host: 'example.com' };
  expect(formatForwarded(element)).toBe('for="[2001:db8:cafe::17]:4711";host=example.com;proto=https');
  expect(parseForwarded(formatForwarded(element))).toEqual([element]);
});

describe('parseForwarded', () => {
  test.each<[string, string | undefined, ForwardedElement[] | undefined]>([
    // RFC 7239 §4
    ['reads the first example', 'for="_gazonk"', [{ for: '_gazonk' }]],
    ['reads the second', 'For="[2001:db8:cafe::17]:4711"', [{ for: '[2001:db8:cafe::17]:4711' }]],
    [
      'reads the third',
      'for=192.0.2.60;proto=http;by=203.0.113.43',
      [{ for: '192.0.2.60', proto: 'http', by: '203.0.113.43' }],
    ],
    ['reads the fourth', 'for=192.0.2.43, for=198.51.100.17', [{ for: '192.0.2.43' }, { for: '198.51.100.17' }]],
    // §7.1
    [
      'reads two with an IPv6 address',
      'for=192.0.2.43, for="[2001:db8:cafe::17]"',
      [{ for: '192.0.2.43' }, { for: '[2001:db8:cafe::17]' }],
    ],
    // Beyond
    ['reads no field', undefined, undefined],
    ['reads an empty field', '', undefined],
    ['passes over what it does not know', 'for=a;secret=b;__proto__=c', [{ for: 'a' }]],
    ['passes over empty members', ', for=a;, ;by=b', [{ for: 'a' }, { by: 'b' }]],
    ['keeps a comma within quotes', 'host="a,b"', [{ host: 'a,b' }]],
    ['refuses a thing said twice', 'for=a;for=b', undefined],
    ['refuses an IPv6 address without quotes', 'for=[2001:db8::1]', undefined],
    ['refuses a name alone', 'for', undefined],
    ['refuses a quote that nothing closes', 'for="a', undefined],
    ['refuses the whole for one that is malformed', 'for=a, ?', undefined],
  ])('%s', (_, field, elements) => {
    expect(parseForwarded(field)).toEqual(elements);
  });
});

test('formatForwarded refuses what breaks the line', () => {
  expect(() => formatForwarded({ host: 'a\r\nb' })).toThrow(TypeError);
});

test.each<[string, string, [address: string, port: string | undefined] | undefined]>([
  ['IPv4', '192.0.2.43', ['192.0.2.43', undefined]],
  ['IPv4 with a port', '192.0.2.43:47011', ['192.0.2.43', '47011']],
  ['IPv6', '[2001:db8:cafe::17]', ['2001:db8:cafe::17', undefined]],
  ['IPv6 with a port', '[2001:db8:cafe::17]:47011', ['2001:db8:cafe::17', '47011']],
  ['bare IPv6', '2001:db8:cafe::17', ['2001:db8:cafe::17', undefined]],
  ['IPv4 mapped to IPv6', '[::ffff:192.0.2.43]', ['192.0.2.43', undefined]],
  ['an obfuscated port', '192.0.2.43:_x', ['192.0.2.43', undefined]],
  ['not unknown', 'unknown', undefined],
  ['not an obfuscated name', '_hidden', undefined],
  ['not an obfuscated name with a port', '_SEVKISEK:80', undefined],
  ['not nothing', '', undefined],
  ['not IPv4 in brackets', '[192.0.2.43]', undefined],
  ['not a bracket that nothing closes', '[2001:db8::1', undefined],
  ['not text behind the bracket', '[2001:db8::1]x', undefined],
  ['not an empty port', '192.0.2.43:', undefined],
  ['not a port that is none', '192.0.2.43:http', undefined],
  ['not a port of six digits', '192.0.2.43:123456', undefined],
  ['not a host', 'example.com', undefined],
  ['not empty brackets', '[]', undefined],
  ['not brackets the wrong way', '][', undefined],
])('parseNode reads %s', (_, text, node) => {
  const read = parseNode(text);
  expect(read && [read.address, read.port]).toEqual(node);
});
