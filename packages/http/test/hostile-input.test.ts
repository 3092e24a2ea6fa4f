/** What comes over the wire may be anything: every function that reads it gives an answer, of bounded size. */

import { describe, expect, test } from 'vitest';

import {
  acceptsCharset,
  acceptsEncoding,
  acceptsLanguage,
  acceptsMediaType,
  charsetOf,
  evaluatePreconditions,
  mediaTypeOf,
  parseCacheControl,
  parseContentDisposition,
  parseContentType,
  parseCookies,
  parseETag,
  parseETagList,
  parseForwarded,
  parseHttpDate,
  parseLink,
  parseNode,
  parseParameter,
  parseQualityValues,
  parseRange,
  resolveClient,
  splitList,
  trustedAddresses,
  unquote,
} from '@tsgi/http';

import { randomNumbers } from '../../../test/random-numbers.ts';

const trusted = trustedAddresses(['loopback']);

const readers: Record<string, (text: string) => unknown> = {
  acceptsCharset: (text) => acceptsCharset(text, ['utf-8']),
  acceptsEncoding: (text) => acceptsEncoding(text, ['br', 'gzip']),
  acceptsLanguage: (text) => acceptsLanguage(text, ['en', 'de']),
  acceptsMediaType: (text) => acceptsMediaType(text, ['text/html', 'a/b']),
  charsetOf,
  evaluatePreconditions: (text) =>
    evaluatePreconditions(
      { REQUEST_METHOD: 'GET', HTTP_IF_MATCH: text, HTTP_IF_NONE_MATCH: text, HTTP_IF_RANGE: text, HTTP_RANGE: text },
      { etag: '"a"', lastModified: 0 },
    ),
  mediaTypeOf: (text) => mediaTypeOf(text),
  parseCacheControl,
  parseContentDisposition: (text) => parseContentDisposition(text),
  parseContentDispositionOfForm: (text) => parseContentDisposition(text, { multipart: true }),
  parseContentType,
  parseCookies,
  parseETag,
  parseETagList,
  parseForwarded,
  parseHttpDate: (text) => parseHttpDate(text),
  parseLink,
  parseNode,
  parseParameter,
  parseQualityValues,
  parseRange: (text) => parseRange(text, 100),
  resolveClientForwarded: (text) =>
    resolveClient({ REMOTE_ADDR: '::1', HTTP_FORWARDED: text, 'tsgi.url_scheme': 'http' }, trusted, 'Forwarded'),
  resolveClientXForwarded: (text) =>
    resolveClient(
      {
        REMOTE_ADDR: '::1',
        HTTP_X_FORWARDED_FOR: text,
        HTTP_X_FORWARDED_HOST: text,
        HTTP_X_FORWARDED_PORT: text,
        HTTP_X_FORWARDED_PROTO: text,
        'tsgi.url_scheme': 'http',
      },
      trusted,
    ),
  splitList: (text) => splitList(text),
  trustedAddresses: trusted,
  unquote,
};

const MARKS = '"\\,;=<>*/:[]()-._%\' \t\0\r\n\u0080\u00ff\u4f60\ud800aqW019';
const WORDS =
  "__proto__ constructor q= q=0.5 bytes= W/\" for= rel= filename*= UTF-8''% ::ffff: 1.2.3.4 text/html GMT max-age= %E4 gzip";
const PIECES = [...MARKS.split(''), ...WORDS.split(' '), 'Sun, 06 Nov 1994'];

/** How many characters a value holds, in names and texts. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [key, each]) => sum + key.length + sizeOf(each), 1);
}

const prototype = Object.getOwnPropertyNames(Object.prototype);

describe.each(Object.keys(readers))('%s', (name) => {
  const read = readers[name]!;

  test('gives an answer of bounded size to anything', () => {
    const { seed, below } = randomNumbers();
    for (let round = 0; round < 1_000; round++) {
      const text = Array.from({ length: below(12) }, () => PIECES[below(PIECES.length)]).join('');
      expect(sizeOf(read(text)), `seed ${seed}: ${JSON.stringify(text)}`).toBeLessThan(100 + 20 * text.length);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototype);
  });

  // Work that grows with the square of this would take minutes, and the test has seconds.
  test('gives one to a hundred thousand of the same', () => {
    for (const piece of PIECES) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      expect(sizeOf(read(text)), JSON.stringify(piece)).toBeLessThan(100 + 20 * text.length);
    }
  });
});
