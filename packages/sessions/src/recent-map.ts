/**
 * A map that keeps what was used last, and forgets the rest. Bounded by weight, in two generations: what is used moves to
 * the younger, and when that is full the older goes. A look-up costs no more than in a map, which an exact order would.
 */
export class RecentMap<Value extends object> {
  readonly #most: number;
  readonly #weigh: (key: string, value: Value) => number;
  #weight = 0;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  /** `most` is what one generation may weigh: all together weigh twice as much at most. Default: each weighs 1. */
  constructor(most: number, weigh: (key: string, value: Value) => number = () => 1) {
    this.#most = most;
    this.#weigh = weigh;
  }

  get(key: string): Value | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const older = this.#old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: Value): void {
    const weight = this.#weigh(key, value);
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
