import { type Body, disposeBody, isPromiseLike } from '@tsgi/contract';

import type { BodyPump } from './body-pump.ts';

/** Where failures of a teardown go: they stop nothing. */
export interface FailureReport {
  report(error: unknown): void;
}

/**
 * Ends the iteration and disposes of the body, in this order.
 * @returns a promise where the disposal returns one; the iteration's end is not waited for.
 */
export function tearDown(
  pump: BodyPump | undefined,
  body: Body | undefined,
  failures: FailureReport,
): PromiseLike<void> | undefined {
  if (pump !== undefined) {
    try {
      void reported(pump.stop(), failures);
    } catch (error) {
      failures.report(error);
    }
  }
  if (body === undefined) return undefined;
  try {
    return reported(disposeBody(body), failures);
  } catch (error) {
    failures.report(error);
    return undefined;
  }
}

function reported(result: unknown, failures: FailureReport): PromiseLike<void> | undefined {
  return isPromiseLike(result)
    ? Promise.resolve(result).then(nothing, (error: unknown) => failures.report(error))
    : undefined;
}

function nothing(): void {}
