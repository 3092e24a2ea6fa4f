/** One behaviour of a comparison: what is asked, what is seen, and what is to be thought of it. */

/**
 * What a cell is: as the row asks; otherwise, where no specification is against it; or against one that the note names.
 */
export type Verdict = 'right' | 'other' | 'wrong';

/** One behaviour. `App` is what there is of a contestant that runs. */
export interface Row<App> {
  readonly title: string;
  /** What is right, why, and what is to be said for those that do otherwise. */
  readonly note: string;
  /** Asks the app, and says what was seen. */
  readonly observe: (app: App) => Promise<string>;
  /** What to think of what was seen. */
  readonly judge: (seen: string) => Verdict;
}
