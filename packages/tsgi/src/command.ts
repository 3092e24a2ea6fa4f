/** What a command of `tsgi` is. */

/** Where a command writes to, a line or several at a time. */
export interface Terminal {
  /** What was asked for. */
  say(text: string): void;
  /** What went wrong. */
  complain(text: string): void;
}

/** One command. */
export interface Command {
  /** What it does, in a line. */
  readonly summary: string;
  /** The whole text of `--help`. */
  readonly help: string;
  /**
   * Does it.
   * @throws {UsageError} where it was asked for wrongly.
   */
  run(args: readonly string[], terminal: Terminal): Promise<void>;
}
