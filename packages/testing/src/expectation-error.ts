/** An answer is not what a test expects. */
export class ExpectationError extends Error {
  override readonly name: string = 'ExpectationError';
  /** The request and the answer, in full. */
  readonly exchange: string;

  /** @param differs What differs, as a sentence. */
  constructor(differs: string, exchange: string) {
    super(`${differs}\n\n${exchange}`);
    this.exchange = exchange;
  }
}
