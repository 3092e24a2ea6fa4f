import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { serve } from '@tsgi/server';
import { describe, expect, test } from 'vitest';

import { parseRules } from '../../../../test/specification/document.ts';
import { serverConformance } from '../../src/conformance/server-conformance.ts';
import type { Start } from '../../src/conformance/stage.ts';

const start: Start = (app, options) => serve(app, { port: 0, ...options });
const cases = serverConformance(start);
const document = readFileSync(join(import.meta.dirname, '../../../../docs/specification.md'), 'utf8');
const rules = parseRules(document).flatMap((rule) => (typeof rule === 'string' ? [] : [rule]));

test('gives cases that can be run one by one', async () => {
  const simplest = cases.find(({ name }) => name.startsWith('serves the simplest application'));
  await expect(simplest?.run()).resolves.toBeUndefined();
});

describe('the suite', () => {
  test('has at least 150 cases, each with a name of its own', () => {
    expect(cases.length).toBeGreaterThan(150);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  test('has a case for each rule for servers and of the environ that shows on the wire', () => {
    const covered = new Set(cases.flatMap((each) => each.rules));
    const lacking = rules.filter(({ id, tag }) => /^[SE]/.test(id) && tag === 'conformance' && !covered.has(id));
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });

  test('names rules that exist', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect(cases.filter((each) => each.rules.length === 0 || each.rules.some((id) => !ids.has(id)))).toEqual([]);
  });

  test('runs all of them where nothing is said to be lacking', () => {
    expect(cases.filter(({ skip }) => skip !== undefined)).toEqual([]);
  });
});

test('skips by name the cases that need what a server lacks', () => {
  const skipped = serverConformance(start, { lacks: ['trailers'] }).filter(({ skip }) => skip !== undefined);
  expect(skipped.map(({ name }) => name)).toContain('sends trailer fields behind an array, chunked');
  expect(new Set(skipped.map(({ skip }) => skip))).toEqual(new Set(['for a server that has tsgi.trailers']));
});

test('refuses what is no start, what is no capability, and what is no option', () => {
  expect(() => Reflect.apply(serverConformance, undefined, ['http://localhost'])).toThrow(
    new TypeError('serverConformance(): start must be a function that starts a server, got string'),
  );
  expect(() => Reflect.apply(serverConformance, undefined, [start, { lacks: ['wings'] }])).toThrow(
    /^serverConformance\(\): lacks names wings; the capabilities are http10, /,
  );
  expect(() => Reflect.apply(serverConformance, undefined, [start, { lack: ['http10'] }])).toThrow(
    new TypeError('serverConformance(): lack is not an option; there are lacks, caseMs'),
  );
});
