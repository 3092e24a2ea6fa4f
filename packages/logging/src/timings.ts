import { isToken, quote } from '@tsgi/http';

/** Ends a timing. Where it is held by `using`, the end of the block does. A second time it does nothing. */
export type StopTiming = (() => void) & Disposable;

/** How many are sent, and how many characters: a field has to fit into a head. */
const MOST_TIMINGS = 50;
const MOST_CHARACTERS = 4_096;

/** What the layers of an exchange have timed, for `Server-Timing`. */
export class Timings {
  readonly #told: string[] = [];
  #characters = 0;

  /**
   * Records what took `ms` milliseconds, or only that something was so: `add('cache', undefined, 'hit')`. Of more than 50,
   * or 4,096 characters, the first are sent.
   * @throws {TypeError} for a name that is no token, a time that is not from 0, and a description that no field can hold.
   */
  add(name: string, ms?: number, description?: string): void {
    const metric = formatMetric(name, ms, description);
    if (this.#told.length === MOST_TIMINGS || this.#characters + metric.length > MOST_CHARACTERS) return;
    this.#told.push(metric);
    this.#characters += metric.length;
  }

  /** Begins to time: `const stop = timings(environ).start('db')`. @throws {TypeError} as `add` does. */
  start(name: string, description?: string): StopTiming {
    formatMetric(name, 0, description);
    const begun = performance.now();
    let running = true;
    const stop = (): void => {
      if (running) this.add(name, performance.now() - begun, description);
      running = false;
    };
    return Object.assign(stop, { [Symbol.dispose]: stop });
  }

  /** How many have been recorded. */
  get count(): number {
    return this.#told.length;
  }

  /** All from a place on, as the value of the field; `''` where there are none. */
  text(from = 0): string {
    return this.#told.slice(from).join(', ');
  }
}

/** One metric of the field (Server Timing §3): `db;dur=53.2;desc="users"`. */
export function formatMetric(name: string, ms: number | undefined, description: string | undefined): string {
  if (typeof name !== 'string' || !isToken(name)) {
    throw new TypeError(`timings(): a name must be a token, got ${JSON.stringify(name)}`);
  }
  let metric = name;
  if (ms !== undefined) {
    if (!(ms >= 0 && ms < Infinity))
      throw new TypeError(`timings(): ${name} must have taken some milliseconds, got ${ms}`);
    metric += `;dur=${Math.round(ms * 1000) / 1000}`;
  }
  return description === undefined ? metric : `${metric};desc=${quoted(description)}`;
}

function quoted(description: string): string {
  try {
    return quote(description);
  } catch (cause) {
    const got = JSON.stringify(description);
    throw new TypeError(`timings(): a description must be text that a field can hold, got ${got}`, { cause });
  }
}
