import Negotiator from 'negotiator';
import { describe, expect, test } from 'vitest';

import { acceptsEncoding } from '@tsgi/http';

test('gives what is wanted most', () => {
  expect(acceptsEncoding('gzip;q=0.5, br', ['gzip', 'br'])).toBe('br');
});

describe('of br, zstd and gzip, acceptsEncoding', () => {
  test.each([
    // RFC 9110 §12.5.3
    ['reads the first example of RFC 9110', 'compress, gzip', 'gzip'],
    ['reads the second', '', 'identity'],
    ['reads the third', '*', 'br'],
    ['reads the fourth', 'compress;q=0.5, gzip;q=1.0', 'gzip'],
    ['reads the fifth', 'gzip;q=1.0, identity; q=0.5, *;q=0', 'gzip'],
    // What browsers and others send
    ['takes the first of what a browser wants', 'gzip, deflate, br, zstd', 'br'],
    ['takes the first that is wanted equally, not the first that is named', 'gzip, br', 'br'],
    ['takes nothing when nothing is said', undefined, 'identity'],
    ['never takes what has q=0', 'br;q=0, gzip', 'gzip'],
    ['takes nothing when all it has is refused', 'br;q=0, zstd;q=0, gzip;q=0', 'identity'],
    ['takes nothing when it has nothing of it', 'compress, deflate', 'identity'],
    ['takes nothing when that is wanted more', 'br;q=0.5, identity;q=0.8', 'identity'],
    ['takes a coding when nothing is wanted equally', 'br;q=0.5, identity;q=0.5', 'br'],
    ['takes any other by *', 'br;q=0, *', 'zstd'],
    ['takes what has a name before *', '*;q=0.5, gzip', 'gzip'],
    ['takes nothing by * when that is wanted more', '*;q=0.5, identity', 'identity'],
    ['takes a coding when nothing is refused', 'identity;q=0', undefined],
    ['gives none when all is refused', '*;q=0', undefined],
    ['gives nothing at all only when that is allowed', '*;q=0, identity', 'identity'],
    ['takes a coding that is wanted however little', 'gzip;q=0.001', 'gzip'],
    ['knows gzip by its second name', 'x-gzip', 'gzip'],
    ['knows codings in any letter case', 'GZIP', 'gzip'],
    ['passes over malformed weights', 'br;q=5, gzip;q=0.5, zstd;q=-1', 'gzip'],
    ['refuses nothing by a malformed weight', 'gzip;q=-1', 'identity'],
    ['takes nothing from rubbish', ';;;"', 'identity'],
  ])('%s', (_, field, coding) => {
    expect(acceptsEncoding(field, ['br', 'zstd', 'gzip'])).toBe(coding);
  });

  test('takes identity where it stands in the list, if it stands there', () => {
    expect(acceptsEncoding('gzip, identity', ['identity', 'gzip'])).toBe('identity');
    expect(acceptsEncoding('gzip', ['identity', 'gzip'])).toBe('gzip');
    expect(acceptsEncoding('gzip', [])).toBe('identity');
  });
});

test('agrees with negotiator where that follows the RFC', () => {
  const fields = ['gzip, br', 'br;q=0.2, gzip;q=0.8', '*', '*;q=0', 'identity;q=0', 'identity;q=0.5, *;q=0', 'deflate'];
  const available = ['br', 'gzip', 'identity'];
  for (const field of fields) {
    const acceptable = new Negotiator({ headers: { 'accept-encoding': field } }).encodings(available);
    const ours = acceptsEncoding(field, ['br', 'gzip']);
    expect(ours === undefined ? acceptable : acceptable.includes(ours), field).toEqual(ours === undefined ? [] : true);
  }
});

test('why it is not negotiator: a malformed weight of one coding there refuses them all', () => {
  expect(new Negotiator({ headers: { 'accept-encoding': 'gzip;q=-1' } }).encodings(['gzip', 'identity'])).toEqual([]);
});
