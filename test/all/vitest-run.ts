/** All tests, through vitest's own interface: counted from its results, not from what it prints. */

import path from 'node:path';

import type { TestModule } from 'vitest/node';

import type { Skipped, Tally } from './tally.ts';

/**
 * Runs the tests that `args` select, all of them where it is empty; `args` are vitest's own command-line arguments.
 *
 * A file or a `describe` that fails outside of its tests (an import, a hook) counts as one failure, and so does an
 * error that nobody caught: otherwise a run could fail whose last line says that nothing did.
 */
export async function vitestRun(args: readonly string[]): Promise<Tally> {
  // Vitest colours what it prints into a file too, unless told not to before it is loaded.
  if (!process.stdout.isTTY && process.env['FORCE_COLOR'] === undefined) process.env['NO_COLOR'] = '1';
  const { parseCLI, startVitest } = await import('vitest/node');

  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const config = path.join(import.meta.dirname, '../vitest.config.ts');
  const vitest = await startVitest(filter, { config, ...options, run: true, watch: false });
  try {
    const tallies = vitest.state.getTestModules().map(count);
    return {
      passed: tallies.reduce((total, tally) => total + tally.passed, 0),
      failed: tallies.reduce((total, tally) => total + tally.failed, vitest.state.getUnhandledErrors().length),
      skipped: tallies.flatMap((tally) => tally.skipped),
    };
  } finally {
    await vitest.close();
  }
}

function count(file: TestModule): Tally {
  let passed = 0;
  let failed = file.errors().length > 0 ? 1 : 0;
  const skipped: Skipped[] = [];
  for (const suite of file.children.allSuites()) {
    if (suite.errors().length > 0) failed += 1;
  }
  for (const test of file.children.allTests()) {
    const result = test.result();
    if (result.state === 'passed') passed += 1;
    else if (result.state === 'skipped') {
      skipped.push({ name: `${file.relativeModuleId} > ${test.fullName}`, note: result.note });
    }
    // A pending test is one whose worker died before its turn.
    else failed += 1;
  }
  return { passed, failed, skipped };
}
