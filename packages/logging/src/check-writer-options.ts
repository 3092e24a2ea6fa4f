import type { WriterOptions } from './batch-writer.ts';

/** @throws {TypeError} for an option that is not right. @param caller The function whose options these are. */
export function checkWriterOptions({ maxBytes, delayMs, report }: WriterOptions, caller: string): void {
  for (const [name, value] of Object.entries({ maxBytes, delayMs })) {
    if (value === undefined || (Number.isInteger(value) && value >= 0)) continue;
    throw new TypeError(`${caller}(): ${name} must be a whole number, 0 or more, got ${String(value)}`);
  }
  if (report !== undefined && typeof report !== 'function') {
    throw new TypeError(`${caller}(): report must be a function, got ${typeof report}`);
  }
}
