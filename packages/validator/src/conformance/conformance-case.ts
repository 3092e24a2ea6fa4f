/** A case of a suite, as a test runner sees it. */
export interface ConformanceCase {
  /** What it is about: cases of one topic stand together. */
  readonly topic: string;
  /** What a conforming program does, as a sentence. */
  readonly name: string;
  /** The ids of the rules that it is for. */
  readonly rules: readonly string[];
  /** Why it is not to be run, where it is not. */
  readonly skip?: string;
  /** Rejects where the program does not conform, with all that was said and done. */
  readonly run: () => Promise<void>;
}

/** What runs tests: `describe` and `test` of vitest, of `node:test`, of Bun, of Jest. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly test: ((name: string, body: () => Promise<void>) => unknown) & {
    readonly skip: (name: string, body: () => Promise<void>) => unknown;
  };
}
