import type { WriterOptions } from './batch-writer.ts';

/** The longest that a timer can wait; a longer wait would end at once. */
const MOST_DELAY_MS = 2 ** 31 - 1;

/** @throws {TypeError} for an option that is not right. @param caller The function whose options these are. */
export function checkWriterOptions({ maxBytes, delayMs, report }: WriterOptions, caller: string): void {
  for (const [name, value] of Object.entries({ maxBytes, delayMs })) {
    if (value === undefined || (Number.isInteger(value) && value >= 0)) continue;
    throw new TypeError(`${caller}(): ${name} must be a whole number, 0 or more, got ${String(value)}`);
  }
  if (delayMs !== undefined && delayMs > MOST_DELAY_MS) {
    throw new TypeError(`${caller}(): delayMs must be at most ${MOST_DELAY_MS}, got ${delayMs}`);
  }
  if (report !== undefined && typeof report !== 'function') {
    throw new TypeError(`${caller}(): report must be a function, got ${typeof report}`);
  }
}
