import { describe, expect, expectTypeOf, test } from 'vitest';

import type { Environ } from '@tsgi/contract';
import {
  type ConditionalRequest,
  evaluatePreconditions,
  formatHttpDate,
  rangeApplies,
  type Validators,
  type Verdict,
} from '@tsgi/http';

const modified = Date.UTC(2026, 10, 23, 12);
const date = formatHttpDate(modified);
const earlier = formatHttpDate(modified - 1000);
const later = formatHttpDate(modified + 1000);
const current: Validators = { etag: '"a"', lastModified: modified };

test('answers 304 to whoever has it, and 412 to whoever would overwrite another', () => {
  expect(evaluatePreconditions({ REQUEST_METHOD: 'GET', HTTP_IF_NONE_MATCH: '"a"' }, current)).toBe(304);
  expect(evaluatePreconditions({ REQUEST_METHOD: 'PUT', HTTP_IF_MATCH: '"b"' }, current)).toBe(412);
});

test('takes an environ for a request', () => {
  expectTypeOf<Environ>().toExtend<ConditionalRequest>();
});

type Row = [sentence: string, headers: Omit<ConditionalRequest, 'REQUEST_METHOD'>, read: Verdict, write: Verdict];

describe.each<[string, Validators, Row[]]>([
  [
    'a representation with a strong tag and a date',
    current,
    [
      ['no precondition', {}, 'proceed', 'proceed'],
      ['If-Match with its tag', { HTTP_IF_MATCH: '"a"' }, 'proceed', 'proceed'],
      ['If-Match with its tag among others', { HTTP_IF_MATCH: '"x", "a"' }, 'proceed', 'proceed'],
      ['If-Match with another tag', { HTTP_IF_MATCH: '"b"' }, 412, 412],
      ['If-Match with its tag made weak', { HTTP_IF_MATCH: 'W/"a"' }, 412, 412],
      ['If-Match with *', { HTTP_IF_MATCH: '*' }, 'proceed', 'proceed'],
      ['If-Match with nothing', { HTTP_IF_MATCH: '' }, 412, 412],
      ['If-Match with no tag at all', { HTTP_IF_MATCH: 'a' }, 412, 412],
      ['If-Unmodified-Since its date', { HTTP_IF_UNMODIFIED_SINCE: date }, 'proceed', 'proceed'],
      ['If-Unmodified-Since a later date', { HTTP_IF_UNMODIFIED_SINCE: later }, 'proceed', 'proceed'],
      ['If-Unmodified-Since an earlier date', { HTTP_IF_UNMODIFIED_SINCE: earlier }, 412, 412],
      ['If-Unmodified-Since no date', { HTTP_IF_UNMODIFIED_SINCE: 'yesterday' }, 'proceed', 'proceed'],
      [
        'If-Match that holds, before If-Unmodified-Since that does not',
        { HTTP_IF_MATCH: '"a"', HTTP_IF_UNMODIFIED_SINCE: earlier },
        'proceed',
        'proceed',
      ],
      [
        'If-Match that does not hold, before If-Unmodified-Since that does',
        { HTTP_IF_MATCH: '"b"', HTTP_IF_UNMODIFIED_SINCE: later },
        412,
        412,
      ],
      ['If-None-Match with its tag', { HTTP_IF_NONE_MATCH: '"a"' }, 304, 412],
      ['If-None-Match with its tag made weak', { HTTP_IF_NONE_MATCH: 'W/"a"' }, 304, 412],
      ['If-None-Match with its tag among others', { HTTP_IF_NONE_MATCH: '"x", W/"a"' }, 304, 412],
      ['If-None-Match with *', { HTTP_IF_NONE_MATCH: '*' }, 304, 412],
      ['If-None-Match with another tag', { HTTP_IF_NONE_MATCH: '"b"' }, 'proceed', 'proceed'],
      ['If-None-Match with no tag at all', { HTTP_IF_NONE_MATCH: 'a' }, 'proceed', 'proceed'],
      ['If-Modified-Since its date', { HTTP_IF_MODIFIED_SINCE: date }, 304, 'proceed'],
      ['If-Modified-Since a later date', { HTTP_IF_MODIFIED_SINCE: later }, 304, 'proceed'],
      ['If-Modified-Since an earlier date', { HTTP_IF_MODIFIED_SINCE: earlier }, 'proceed', 'proceed'],
      ['If-Modified-Since no date', { HTTP_IF_MODIFIED_SINCE: '' }, 'proceed', 'proceed'],
      [
        'If-None-Match with another tag, before If-Modified-Since its date',
        { HTTP_IF_NONE_MATCH: '"b"', HTTP_IF_MODIFIED_SINCE: date },
        'proceed',
        'proceed',
      ],
      [
        'If-None-Match with its tag, before If-Modified-Since an earlier date',
        { HTTP_IF_NONE_MATCH: '"a"', HTTP_IF_MODIFIED_SINCE: earlier },
        304,
        412,
      ],
      [
        'If-Match that does not hold, before If-None-Match that does not either',
        { HTTP_IF_MATCH: '"b"', HTTP_IF_NONE_MATCH: '"a"' },
        412,
        412,
      ],
      [
        'If-Match that holds, and If-None-Match that does not',
        { HTTP_IF_MATCH: '"a"', HTTP_IF_NONE_MATCH: '"a"' },
        304,
        412,
      ],
      [
        'If-Unmodified-Since and If-Modified-Since its date',
        { HTTP_IF_UNMODIFIED_SINCE: date, HTTP_IF_MODIFIED_SINCE: date },
        304,
        'proceed',
      ],
    ],
  ],
  [
    'a representation with a weak tag',
    { etag: 'W/"a"' },
    [
      ['If-Match with its tag', { HTTP_IF_MATCH: 'W/"a"' }, 412, 412],
      ['If-Match with its tag made strong', { HTTP_IF_MATCH: '"a"' }, 412, 412],
      ['If-None-Match with its tag', { HTTP_IF_NONE_MATCH: 'W/"a"' }, 304, 412],
      ['If-None-Match with its tag made strong', { HTTP_IF_NONE_MATCH: '"a"' }, 304, 412],
      ['If-Modified-Since, and no date is known', { HTTP_IF_MODIFIED_SINCE: later }, 'proceed', 'proceed'],
      ['If-Unmodified-Since, and no date is known', { HTTP_IF_UNMODIFIED_SINCE: earlier }, 'proceed', 'proceed'],
    ],
  ],
  [
    'a representation without validators',
    {},
    [
      ['If-Match with *', { HTTP_IF_MATCH: '*' }, 'proceed', 'proceed'],
      ['If-Match with a tag', { HTTP_IF_MATCH: '"a"' }, 412, 412],
      ['If-None-Match with *', { HTTP_IF_NONE_MATCH: '*' }, 304, 412],
      ['If-None-Match with a tag', { HTTP_IF_NONE_MATCH: '"a"' }, 'proceed', 'proceed'],
    ],
  ],
  [
    'no representation',
    { ...current, exists: false },
    [
      ['If-Match with *', { HTTP_IF_MATCH: '*' }, 412, 412],
      ['If-Match with a tag', { HTTP_IF_MATCH: '"a"' }, 412, 412],
      ['If-None-Match with *', { HTTP_IF_NONE_MATCH: '*' }, 'proceed', 'proceed'],
      ['If-None-Match with a tag', { HTTP_IF_NONE_MATCH: '"a"' }, 'proceed', 'proceed'],
      ['If-Unmodified-Since an earlier date', { HTTP_IF_UNMODIFIED_SINCE: earlier }, 'proceed', 'proceed'],
      ['If-Modified-Since a later date', { HTTP_IF_MODIFIED_SINCE: later }, 'proceed', 'proceed'],
    ],
  ],
  [
    'a representation that was modified within a second',
    { lastModified: modified + 999 },
    [
      ['If-Modified-Since that second', { HTTP_IF_MODIFIED_SINCE: date }, 304, 'proceed'],
      ['If-Unmodified-Since that second', { HTTP_IF_UNMODIFIED_SINCE: date }, 'proceed', 'proceed'],
    ],
  ],
])('of %s', (_, validators, rows) => {
  test.each(rows)('%s', (_sentence, headers, read, write) => {
    const verdict = (REQUEST_METHOD: string): Verdict =>
      evaluatePreconditions({ REQUEST_METHOD, ...headers }, validators);
    expect(['GET', 'HEAD'].map(verdict)).toEqual([read, read]);
    expect(['PUT', 'POST', 'PATCH', 'DELETE'].map(verdict)).toEqual([write, write, write, write]);
    // RFC 9110 §13.2.1
    expect(['OPTIONS', 'TRACE', 'CONNECT'].map(verdict)).toEqual(['proceed', 'proceed', 'proceed']);
  });
});

describe('a Range', () => {
  const range = { REQUEST_METHOD: 'GET', HTTP_RANGE: 'bytes=0-4' };

  test.each<[string, Partial<ConditionalRequest>, Validators, Verdict]>([
    ['applies without If-Range', {}, current, 'range'],
    ['does not apply to HEAD', { REQUEST_METHOD: 'HEAD' }, current, 'proceed'],
    ['does not apply to PUT', { REQUEST_METHOD: 'PUT' }, current, 'proceed'],
    ['does not apply to what is not there', {}, { exists: false }, 'proceed'],
    ['applies when If-Range has the strong tag', { HTTP_IF_RANGE: '"a"' }, current, 'range'],
    ['does not apply when If-Range has several', { HTTP_IF_RANGE: '"b", "a"' }, current, 'proceed'],
    ['does not apply when If-Range has another', { HTTP_IF_RANGE: '"b"' }, current, 'proceed'],
    ['does not apply when If-Range has the tag made weak', { HTTP_IF_RANGE: 'W/"a"' }, current, 'proceed'],
    ['never applies by a weak tag', { HTTP_IF_RANGE: 'W/"a"' }, { etag: 'W/"a"' }, 'proceed'],
    ['does not apply by a tag when there is none', { HTTP_IF_RANGE: '"a"' }, { lastModified: modified }, 'proceed'],
    ['does not apply by an empty tag when there is none', { HTTP_IF_RANGE: '""' }, {}, 'proceed'],
    ['applies when If-Range has the date exactly', { HTTP_IF_RANGE: date }, current, 'range'],
    ['does not apply by an earlier date', { HTTP_IF_RANGE: earlier }, current, 'proceed'],
    ['does not apply by a later date', { HTTP_IF_RANGE: later }, current, 'proceed'],
    ['does not apply by a date when none is known', { HTTP_IF_RANGE: date }, { etag: '"a"' }, 'proceed'],
    ['does not apply by what is neither tag nor date', { HTTP_IF_RANGE: 'a' }, current, 'proceed'],
    ['does not apply by an empty If-Range', { HTTP_IF_RANGE: '' }, {}, 'proceed'],
    ['does not apply by *', { HTTP_IF_RANGE: '*' }, current, 'proceed'],
    ['comes after If-Match', { HTTP_IF_MATCH: '"b"', HTTP_IF_RANGE: '"a"' }, current, 412],
    ['comes after If-None-Match', { HTTP_IF_NONE_MATCH: '"a"', HTTP_IF_RANGE: '"a"' }, current, 304],
    ['applies when the others hold', { HTTP_IF_MATCH: '"a"', HTTP_IF_NONE_MATCH: '"b"' }, current, 'range'],
  ])('%s', (_, headers, validators, verdict) => {
    const request = { ...range, ...headers };
    expect(evaluatePreconditions(request, validators)).toBe(verdict);
  });

  test('is asked of alone, too', () => {
    expect(rangeApplies({ ...range, HTTP_IF_RANGE: date }, current)).toBe(true);
    expect(rangeApplies({ ...range, HTTP_IF_RANGE: earlier }, current)).toBe(false);
    expect(rangeApplies({ ...range, HTTP_IF_MATCH: '"b"' }, current)).toBe(true);
  });

  test('that is not there does not apply', () => {
    expect(rangeApplies({ REQUEST_METHOD: 'GET', HTTP_IF_RANGE: '"a"' }, current)).toBe(false);
  });
});
