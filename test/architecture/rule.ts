/** What one rule of the house is made of. */

/** Tracked text files: path from the top of the repository → text. */
export type Files = ReadonlyMap<string, string>;

/** A few files that break a rule, and what is then said about them. */
export interface Break {
  /** Ends the sentence "refuses …". */
  readonly refuses: string;
  readonly files: Readonly<Record<string, string>>;
  /** A part of the one finding. */
  readonly finding: string;
}

/** A few files that look like a breach and are none. */
export interface Pass {
  /** Ends the sentence "allows …". */
  readonly allows: string;
  readonly files: Readonly<Record<string, string>>;
}

/** One rule, with the proof that it can fail: a rule that never failed anywhere proves nothing. */
export interface Rule {
  /** The rule, as a sentence. */
  readonly sentence: string;
  /** Every breach in `files`, as `path: what is wrong`. */
  readonly check: (files: Files) => string[];
  readonly breaks: readonly [Break, ...Break[]];
  readonly passes?: readonly Pass[];
}
