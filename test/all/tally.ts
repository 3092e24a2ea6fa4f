/** How a run went, in the numbers of its last line. */

/** One test that did not run, and the reason it gave. */
export interface Skipped {
  readonly name: string;
  readonly note?: string | undefined;
}

/** What has been counted. A static check counts as one test. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skipped[];
}

/** The sum of several tallies. */
export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

/**
 * The same tally where nothing may be skipped (`TSGI_REQUIRE_ALL=1`): a test that did not run has then failed, since
 * the machine was meant to have what it asks for.
 */
export function requireAll(tally: Tally): Tally {
  return { passed: tally.passed, failed: tally.failed + tally.skipped.length, skipped: [] };
}

/** The last line of a run: `12 passed, 0 failed`, and `, 1 skipped` only where something was. */
export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
