import { describe, expect, test } from 'vitest';

import { getHeader, type Environ } from '@tsgi/contract';
import { environ } from '@tsgi/testing';

import { type AnswerPlan, isConditional, planAnswer } from '../src/answer-plan.ts';
import { FileStamp } from '../src/file-stamp.ts';
import { makeHeads } from '../src/heads.ts';
import type { Coding } from '../src/precompressed.ts';
import { Representation } from '../src/representation.ts';

const DATE = 'Mon, 06 May 2024 07:08:09 GMT';
const LATER = 'Mon, 06 May 2024 07:08:10 GMT';
const EARLIER = 'Mon, 06 May 2024 07:08:08 GMT';

interface Case {
  readonly size?: number;
  readonly etag?: 'weak' | 'strong';
  readonly coding?: Coding | 'identity';
}

function plan(fields: Partial<Environ>, { size = 10, etag = 'strong', coding = 'identity' }: Case = {}): AnswerPlan {
  const mtimeNs = 1_714_979_289_500_000_000n;
  const stamp = new FileStamp({ dev: 1n, ino: 2n, size: BigInt(size), mtimeNs, ctimeNs: 5n });
  const representation = new Representation('a.txt', coding, stamp);
  const hash = etag === 'strong' ? 'tag' : undefined;
  const heads = makeHeads(
    { original: 'a.txt', representation, hash, vary: [] },
    { cacheControl: () => 'no-cache', types: {}, headers: undefined, etag },
  );
  return planAnswer(environ(fields), heads, representation);
}

const statusOf = (fields: Partial<Environ>, about?: Case): number => Number(plan(fields, about).status.slice(0, 3));

test('gives the whole where nothing else is asked for', () => {
  expect(plan({})).toMatchObject({ status: '200 OK', ranges: [{ start: 0, end: 10 }] });
  expect(plan({}, { size: 0 })).toMatchObject({ status: '200 OK', ranges: [] });
});

describe('ranges', () => {
  test.each<[string, number, number, number]>([
    ['bytes=0-4', 10, 0, 5],
    ['bytes=0-0', 10, 0, 1],
    ['bytes=5-', 10, 5, 10],
    ['bytes=-5', 10, 5, 10],
    ['bytes=-50', 10, 0, 10],
    ['bytes=9-100', 10, 9, 10],
    ['bytes=0-3,2-5', 10, 0, 6],
    ['Bytes=0-4', 10, 0, 5],
  ])('%s of %i bytes', (HTTP_RANGE, size, start, end) => {
    const { status, headers, ranges } = plan({ HTTP_RANGE }, { size });
    expect({ status, ranges }).toEqual({ status: '206 Partial Content', ranges: [{ start, end }] });
    expect(getHeader(headers, 'Content-Range')).toBe(`bytes ${start}-${end - 1}/${size}`);
    expect(getHeader(headers, 'Content-Length')).toBe(String(end - start));
  });

  test.each(['bytes=5-1', 'bytes=a-b', 'lines=0-4', 'bytes=', 'bytes 0-4', `bytes=${'0-0,'.repeat(17)}`])(
    '%s are ignored',
    (HTTP_RANGE) => {
      expect(plan({ HTTP_RANGE })).toMatchObject({ status: '200 OK', ranges: [{ start: 0, end: 10 }] });
    },
  );

  test.each<[string, number]>([
    ['bytes=10-', 10],
    ['bytes=10-20,30-', 10],
    ['bytes=-0', 10],
    ['bytes=0-', 0],
  ])('%s of %i bytes cannot be satisfied', (HTTP_RANGE, size) => {
    const { status, headers, ranges } = plan({ HTTP_RANGE }, { size });
    expect({ status, ranges }).toEqual({ status: '416 Range Not Satisfiable', ranges: [] });
    expect(getHeader(headers, 'Content-Range')).toBe(`bytes */${size}`);
    expect(getHeader(headers, 'Content-Length')).toBeUndefined();
  });

  test('several are a multipart, with the type within', () => {
    const { status, headers, ranges, framing } = plan({ HTTP_RANGE: 'bytes=0-1,-1' });
    expect(status).toBe('206 Partial Content');
    expect(ranges).toEqual([
      { start: 0, end: 2 },
      { start: 9, end: 10 },
    ]);
    expect(getHeader(headers, 'Content-Type')).toMatch(/^multipart\/byteranges; boundary=/);
    expect(getHeader(headers, 'Content-Length')).toBe(String(framing?.contentLength));
    expect(getHeader(headers, 'Content-Range')).toBeUndefined();
    expect(framing?.heads[0]).toContain('Content-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-1/10');
  });

  test('several of what is coded are ignored: a multipart is not what is coded', () => {
    expect(statusOf({ HTTP_RANGE: 'bytes=0-1,-1' }, { coding: 'br' })).toBe(200);
    expect(statusOf({ HTTP_RANGE: 'bytes=0-1' }, { coding: 'br' })).toBe(206);
  });

  test('are ignored by HEAD (RFC 9110 §14.2)', () => {
    expect(statusOf({ HTTP_RANGE: 'bytes=0-4', REQUEST_METHOD: 'HEAD' })).toBe(200);
    expect(statusOf({ HTTP_RANGE: 'bytes=99-', REQUEST_METHOD: 'HEAD' })).toBe(200);
  });
});

describe('If-Range', () => {
  test.each<[string, string, 'weak' | 'strong', number]>([
    ['the tag', '"tag"', 'strong', 206],
    ['another tag', '"other"', 'strong', 200],
    ['the tag, weak', 'W/"tag"', 'strong', 200],
    ['a weak tag', 'W/"a-17ccd2f5c8a6ed00"', 'weak', 200],
    ['the date', DATE, 'weak', 206],
    ['a later date', LATER, 'weak', 200],
    ['an earlier date', EARLIER, 'weak', 200],
    ['no date', 'yesterday', 'weak', 200],
  ])('with %s', (_, HTTP_IF_RANGE, etag, status) => {
    expect(statusOf({ HTTP_RANGE: 'bytes=0-4', HTTP_IF_RANGE }, { etag })).toBe(status);
  });
});

describe('preconditions', () => {
  test.each<[Partial<Environ>, number]>([
    [{ HTTP_IF_NONE_MATCH: '"tag"' }, 304],
    [{ HTTP_IF_NONE_MATCH: 'W/"tag"' }, 304],
    [{ HTTP_IF_NONE_MATCH: '"a", W/"tag"' }, 304],
    [{ HTTP_IF_NONE_MATCH: '*' }, 304],
    [{ HTTP_IF_NONE_MATCH: '"a"' }, 200],
    [{ HTTP_IF_MODIFIED_SINCE: DATE }, 304],
    [{ HTTP_IF_MODIFIED_SINCE: LATER }, 304],
    [{ HTTP_IF_MODIFIED_SINCE: EARLIER }, 200],
    [{ HTTP_IF_MODIFIED_SINCE: 'never' }, 200],
    [{ HTTP_IF_NONE_MATCH: '"a"', HTTP_IF_MODIFIED_SINCE: LATER }, 200],
    [{ HTTP_IF_MATCH: '"tag"' }, 200],
    [{ HTTP_IF_MATCH: '*' }, 200],
    [{ HTTP_IF_MATCH: '"a"' }, 412],
    [{ HTTP_IF_MATCH: 'W/"tag"' }, 412],
    [{ HTTP_IF_UNMODIFIED_SINCE: EARLIER }, 412],
    [{ HTTP_IF_UNMODIFIED_SINCE: DATE }, 200],
    [{ HTTP_IF_MATCH: '"tag"', HTTP_IF_UNMODIFIED_SINCE: EARLIER }, 200],
    [{ HTTP_IF_MATCH: '"a"', HTTP_IF_NONE_MATCH: '"tag"' }, 412],
    [{ HTTP_IF_NONE_MATCH: '"tag"', HTTP_RANGE: 'bytes=99-' }, 304],
    [{ HTTP_IF_NONE_MATCH: '"tag"', REQUEST_METHOD: 'HEAD' }, 304],
  ])('%j', (fields, status) => {
    expect(statusOf(fields)).toBe(status);
    expect(isConditional(environ(fields))).toBe(true);
  });

  test('304 and 412 have validators, and say nothing of content', () => {
    for (const fields of [{ HTTP_IF_NONE_MATCH: '*' }, { HTTP_IF_MATCH: '"a"' }]) {
      const { headers, ranges } = plan(fields);
      expect(ranges).toEqual([]);
      expect(getHeader(headers, 'ETag')).toBe('"tag"');
      expect(headers.filter(([name]) => name.startsWith('Content-'))).toEqual([]);
    }
  });
});
