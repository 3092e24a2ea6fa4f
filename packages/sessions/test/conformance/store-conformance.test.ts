import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { storeConformance } from '../../src/conformance/store-conformance.ts';
import { making } from './faulty-store.ts';

test('gives cases that can be run one by one', async () => {
  const [first] = storeConformance(making());
  expect(first).toMatchObject({ topic: 'round trips', name: 'gives back what was written, all of it', rules: [] });
  await expect(first?.run()).resolves.toBeUndefined();
});

test('has names that are sentences about a store, and each once', () => {
  const names = storeConformance(making()).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(40);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z]+ /.test(name))).toEqual([]);
});

test('skips by name the cases that need what a store lacks', () => {
  const cases = storeConformance(making(), { lacks: ['restart', 'sweep'] });
  expect(new Set(cases.map(({ skip }) => skip))).toEqual(
    new Set([
      undefined,
      'for a store that forgets everything when it is closed, and shares nothing',
      'for a store that forgets by itself what has expired',
    ]),
  );
  expect(storeConformance(making()).filter(({ skip }) => skip !== undefined)).toEqual([]);
});

test("runs under Node's own test runner, through declareTests", () => {
  const program = `
    import { describe, test } from 'node:test';
    import { declareTests } from '@tsgi/validator';
    import { storeConformance } from ${JSON.stringify(import.meta.resolve('../../src/conformance/store-conformance.ts'))};
    import { making } from ${JSON.stringify(import.meta.resolve('./faulty-store.ts'))};
    declareTests(storeConformance(() => ({ read() {}, write: () => 'a', touch() {}, delete: () => false })), { describe, test });`;
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const flags = ['--test-reporter=tap', '--input-type=module', '--eval', program.replace(/\n.*faulty-store.*\n/, '\n')];
  const { stdout } = spawnSync(process.execPath, flags, { encoding: 'utf8', env });
  expect(stdout).toMatch(/\n\s*not ok \d+ - gives back what was written, all of it\n/);
  expect(stdout).toMatch(/\n\s*ok \d+ - has nothing under a key that was never written\n/);
});

test('refuses what makes no store, what is no capability, and what is no option', () => {
  expect(() => Reflect.apply(storeConformance, undefined, ['redis'])).toThrow(
    new TypeError('storeConformance(): makeStore must be a function that makes a store, got string'),
  );
  expect(() => Reflect.apply(storeConformance, undefined, [making(), { lacks: ['wings'] }])).toThrow(
    new TypeError('storeConformance(): lacks names wings; the capabilities are oneCopy, large, restart, sweep'),
  );
  expect(() => Reflect.apply(storeConformance, undefined, [making(), { lack: ['large'] }])).toThrow(
    new TypeError('storeConformance(): lack is not an option; there are lacks, caseMs'),
  );
});
