/** A command that was asked for wrongly: what it says is for whoever typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
