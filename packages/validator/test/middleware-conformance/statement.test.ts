import { describe, expect, test } from 'vitest';

import { statementOf } from '../../src/middleware-conformance/statement.ts';

test('states nothing where nothing is said', () => {
  const { addsHeader, changesHeader, addsKey, changesKey, ...rest } = statementOf({});
  expect([addsHeader('ETag'), changesHeader('ETag'), addsKey('a.b'), changesKey('PATH_INFO')]).not.toContain(true);
  expect(rest).toEqual({
    environ: {},
    status: false,
    body: false,
    errors: false,
    answers: [],
    waits: false,
    repeats: false,
    caseMs: 2000,
  });
});

test('knows names of fields in any letter case, and keys as they are', () => {
  const statement = statementOf({
    adds: { headers: ['Vary'], environ: ['auth.user'] },
    changes: { headers: ['SERVER'], environ: ['PATH_INFO'] },
  });
  expect([statement.addsHeader('vary'), statement.changesHeader('Server')]).toEqual([true, true]);
  expect([statement.addsKey('auth.user'), statement.changesKey('PATH_INFO')]).toEqual([true, true]);
  expect([statement.addsHeader('Server'), statement.addsKey('auth.USER')]).toEqual([false, false]);
});

test('lets what describes the content change with it', () => {
  const { changesHeader } = statementOf({ changes: { body: true } });
  expect(['Content-Length', 'etag', 'Content-Type'].map((name) => changesHeader(name))).toEqual([true, true, false]);
});

describe('refuses', () => {
  test.each([
    [{ add: {} }, 'add is not an option; there are environ, adds, changes, answers, waits, repeats, caseMs'],
    [{ adds: { header: ['X-A'] } }, 'adds.header is not an option; there are headers, environ'],
    [
      { changes: { content: true } },
      'changes.content is not an option; there are headers, environ, status, body, errors',
    ],
    [{ adds: ['X-A'] }, 'adds must be an object, got an array'],
    [{ adds: { headers: 'X-A' } }, 'adds.headers must be an array of strings, got "X-A"'],
    [{ changes: { environ: [1] } }, 'changes.environ must be an array of strings, got an array'],
    [
      { changes: { body: 'gzip' } },
      'changes.body must be a boolean, or a function that restores the content, got "gzip"',
    ],
    [{ changes: { status: 1 } }, 'changes.status must be a boolean, got number'],
    [{ environ: null }, 'environ must be an object, got object'],
    [{ answers: { PATH_INFO: '/' } }, 'answers must be an array of environs, got object'],
    [{ answers: ['/health'] }, 'answers must be an object, got "/health"'],
    [{ waits: 'yes' }, 'waits must be a boolean, got "yes"'],
    [{ caseMs: 0 }, 'caseMs must be a number of milliseconds above 0, got number'],
  ])('%j', (options, message) => {
    expect(() => Reflect.apply(statementOf, undefined, [options])).toThrow(
      new TypeError(`middlewareConformance(): ${message}`),
    );
  });
});
