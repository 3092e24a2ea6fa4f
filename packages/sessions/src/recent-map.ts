/**
 * A map that keeps what was used last, and forgets the rest. Bounded by weight, in two generations: what is used moves to
 * the younger, and when that is full the older goes. A look-up costs no more than in a map, which an exact order would.
 */
export class RecentMap<Value extends object> {
  readonly #most: number;
  #weight = 0;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  /** `most` is what one generation may weigh: all together weigh twice as much at most. */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  /** Keeps `value`, or keeps it longer where it is there already. */
  set(key: string, value: Value, weight = 1): void {
    if (weight > this.#most) {
      this.delete(key);
      return;
    }
    if (this.#weight + weight > this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#weight = 0;
    }
    // What is replaced is counted twice until its generation goes, which forgets sooner, never later.
    this.#weight += weight;
    this.#young.set(key, value);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** How many there are, of which some may be there twice. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
