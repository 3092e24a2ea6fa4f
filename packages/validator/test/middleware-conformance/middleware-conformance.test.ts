import { setHeader, type Middleware } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import type { ConformanceCase } from '../../src/conformance/conformance-case.ts';
import { declareTests } from '../../src/conformance/declare-tests.ts';
import { middlewareConformance } from '../../src/middleware-conformance/middleware-conformance.ts';
import { RULES } from '../../src/rules.ts';
import { goodMiddleware } from './fixtures/good-middleware.ts';

/** Why each case fails that does. */
async function failuresOf(cases: readonly ConformanceCase[]): Promise<Record<string, string>> {
  const failures: Record<string, string> = {};
  for (const { name, skip, run } of cases) {
    if (skip === undefined) await run().catch((error: unknown) => (failures[name] = String(error)));
  }
  return failures;
}

const poweredBy: Middleware = (app) => (environ, startResponse) =>
  app(environ, (status, headers, error) => startResponse(status, setHeader(headers, 'X-Powered-By', 'TSGI'), error));

describe('in a test runner', () => {
  declareTests(middlewareConformance(poweredBy, { adds: { headers: ['X-Powered-By'] } }), { describe, test });
});

describe('passes one that', () => {
  test.each(goodMiddleware)('$does', async ({ middleware, states }) => {
    const failures = await failuresOf(middlewareConformance(middleware, states));
    expect(Object.keys(failures), Object.values(failures).join('\n')).toEqual([]);
  });
});

test('has a hundred cases or so, each with a name and topic of its own, and a rule', () => {
  const cases = middlewareConformance(poweredBy, { answers: [{ PATH_INFO: '/health' }] });
  const names = cases.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(90);
  expect(new Set(names).size).toBe(names.length);
  for (const { rules } of cases) for (const rule of rules) expect(rule).toMatch(/^[EAMS]\d+$/);
  expect(cases.every(({ rules }) => rules.length > 0)).toBe(true);
});

test('has a case for every rule for middleware that can be seen', () => {
  const cited = new Set(middlewareConformance(poweredBy).flatMap(({ rules }) => rules));
  const seen = [...Object.keys(RULES).filter((rule) => rule.startsWith('M')), 'M6', 'M7', 'M8', 'M10'];
  expect(seen.filter((rule) => !cited.has(rule))).toEqual([]);
});

test('skips by name what is moot for a middleware', () => {
  const skipped = middlewareConformance(poweredBy, { waits: true }).filter(({ skip }) => skip !== undefined);
  expect(skipped.map(({ name, skip }) => `${name}: ${skip}`)).toEqual([
    'gives no promise around a synchronous application: for a middleware that waits for something of its own',
    'gives no promise of a chunk around a synchronous body: for a middleware that waits for something of its own',
  ]);
});

test('holds a middleware to all that it does not state', async () => {
  const failures = await failuresOf(middlewareConformance(poweredBy));
  expect(failures['passes an array on']).toContain('got X-Powered-By: TSGI, and no such field is stated');
});

test('refuses at build time what is no middleware', () => {
  expect(() => Reflect.apply(middlewareConformance, undefined, ['gzip'])).toThrow(
    new TypeError(
      'middlewareConformance(): middleware must be a function from an application to an application, got string',
    ),
  );
  expect(() => middlewareConformance(poweredBy, { caseMs: -1 })).toThrow(TypeError);
});
