import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import type { ConformanceCase } from '../../src/conformance/conformance-case.ts';
import { declareTests } from '../../src/conformance/declare-tests.ts';

const cases: readonly ConformanceCase[] = [
  { topic: 'greetings', name: 'says hello', rules: ['S1'], run: async () => {} },
  { topic: 'farewells', name: 'says good bye', rules: ['S2'], skip: 'for a server that leaves', run: async () => {} },
  { topic: 'greetings', name: 'bows', rules: ['S3', 'S4'], run: async () => {} },
  { topic: 'farewells', name: 'waves', rules: [], run: async () => {} },
];

test('makes a test of each case, by topic, and says what is skipped', () => {
  const declared: string[] = [];
  const note =
    (what: string) =>
    (name: string): void =>
      void declared.push(`${what} ${name}`);
  declareTests(cases, {
    describe: (name, body) => {
      declared.push(name);
      body();
    },
    test: Object.assign(note('test'), { skip: note('skip') }),
  });
  expect(declared).toEqual([
    'greetings',
    'test says hello (S1)',
    'test bows (S3, S4)',
    'farewells',
    'skip says good bye (S2): for a server that leaves',
    'test waves',
  ]);
});

test("runs under Node's own test runner", () => {
  const program = `
    import { describe, test } from 'node:test';
    import { declareTests } from ${JSON.stringify(import.meta.resolve('../../src/conformance/declare-tests.ts'))};
    const run = async () => {};
    const fail = async () => { throw new Error('boom'); };
    declareTests([
      { topic: 'a', name: 'passes', rules: ['S1'], run },
      { topic: 'a', name: 'fails', rules: ['S2'], run: fail },
      { topic: 'a', name: 'waits', rules: ['S3'], skip: 'for another', run: fail },
    ], { describe, test });`;
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const { stdout } = spawnSync(process.execPath, ['--test-reporter=tap', '--input-type=module', '--eval', program], {
    encoding: 'utf8',
    env,
  });
  expect(stdout).toMatch(/\n\s*ok 1 - passes \(S1\)\n/);
  expect(stdout).toMatch(/\n\s*not ok 2 - fails \(S2\)\n/);
  expect(stdout).toMatch(/\n\s*ok 3 - waits \(S3\): for another # SKIP\n/);
});
