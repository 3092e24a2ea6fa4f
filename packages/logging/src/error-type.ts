import type { Outcome } from '@tsgi/contract';
import { isToken } from '@tsgi/http';

import { OTHER } from './known-methods.ts';

/** Longer than the name of any class; a name may be made up by whoever throws. */
const MOST_CHARACTERS = 64;

/**
 * What kind of error an exchange ended with, as OpenTelemetry's `error.type`: the class of what was thrown,
 * `ClientDisconnected` where the client went away, else the status where it is 5xx. `undefined` where it ended well.
 */
export function errorType(outcome: Outcome): string | undefined {
  if (outcome.error !== undefined) return className(outcome.error);
  if (outcome.status >= 500) return String(outcome.status);
  // `undefined` can be thrown, too.
  return 'error' in outcome ? OTHER : undefined;
}

function className(error: unknown): string {
  try {
    if (!(error instanceof Error)) return OTHER;
    // A subclass that gives itself no name has that of Error.
    const name: unknown = error.name === 'Error' ? error.constructor.name : error.name;
    return typeof name === 'string' && name.length <= MOST_CHARACTERS && isToken(name) ? name : OTHER;
  } catch {
    return OTHER;
  }
}
