import type { ConformanceCase, TestRunner } from './conformance-case.ts';

/**
 * Makes each case of a suite a test of a runner. What a server skips stands in the runner's report by name.
 *
 * With vitest: `import { describe, test } from 'vitest'`; with Node's own: `import { describe, test } from 'node:test'`.
 */
export function declareTests(cases: readonly ConformanceCase[], { describe, test }: TestRunner): void {
  for (const [topic, members] of Map.groupBy(cases, (each) => each.topic)) {
    describe(topic, () => {
      for (const { name, rules, skip, run } of members) {
        const title = rules.length === 0 ? name : `${name} (${rules.join(', ')})`;
        if (skip === undefined) test(title, run);
        else test.skip(`${title}: ${skip}`, run);
      }
    });
  }
}
