/** How many values fell between which bounds, and what they sum up to. */
export class Histogram {
  /** The upper bounds, rising. What is beyond the last falls into one more bucket. */
  readonly bounds: readonly number[];
  /** How many values fell into each bucket, not cumulated. */
  readonly counts: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = this.#counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  /** The sum of all values. */
  get sum(): number {
    return this.#sum;
  }

  /** Takes a value. A bucket holds its upper bound. */
  observe(value: number): void {
    const { bounds } = this;
    let at = 0;
    while (at < bounds.length && value > bounds[at]!) at++;
    this.#counts[at]!++;
    this.#sum += value;
  }
}
