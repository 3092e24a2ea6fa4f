/**
 * What `npm test` runs: type check, lint, format check, then every test. Arguments go to vitest, so that
 * `npm test -- packages/server` or `npm test -- -t keep-alive` run a part.
 *
 * The last line is always `N passed, N failed`. With `TSGI_REQUIRE_ALL=1`, as in `.ci/run`, everything is reported in
 * one go and a skipped test has failed; without it, a failing static check ends the run in seconds.
 */

import path from 'node:path';

import { staticChecks } from './all/static-checks.ts';
import { lastLine, requireAll, sum, type Tally } from './all/tally.ts';
import { vitestRun } from './all/vitest-run.ts';

const root = path.dirname(import.meta.dirname);
process.chdir(root);

const everything = process.env['TSGI_REQUIRE_ALL'] === '1';
const result = await runAll(process.argv.slice(2));
console.log(lastLine(result));
// Without waiting for what a failed test has left open.
process.exit(result.failed > 0 ? 1 : 0);

async function runAll(args: readonly string[]): Promise<Tally> {
  const checked = await staticChecks(root);
  if (checked.failed > 0 && !everything) {
    console.log('The tests have not been run.');
    return checked;
  }
  const tested = await vitestRun(args);
  if (tested.passed + tested.failed === 0) {
    console.log('No test has been run, which is a failure.');
    return sum([checked, { ...tested, failed: 1 }]);
  }
  const total = sum([checked, tested]);
  for (const { name, note } of total.skipped) {
    console.log(`Skipped${everything ? ', which is a failure here' : ''}: ${name}${note ? ` (${note})` : ''}`);
  }
  return everything ? requireAll(total) : total;
}
