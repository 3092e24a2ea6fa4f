import type { Application, HeaderList } from '@tsgi/contract';

import { failureForm, failureResponse } from './failure-response.ts';

/**
 * Answers that something cannot be done, in HTML, JSON or text by `Accept`, as `errors()` answers an `HttpError`: for
 * handlers that would rather answer than throw. `detail` says why, in a sentence.
 * @throws {RangeError} for a status that is not an integer from 400 to 599.
 */
export function refusal(status: number, detail?: string, headers: HeaderList = []): Application {
  if (!Number.isInteger(status) || status < 400 || status > 599) {
    throw new RangeError(`refusal(): the status must be an integer from 400 to 599, got ${status}`);
  }
  const failure = { status, detail, headers, issues: [] };
  return function response(environ, startResponse) {
    return failureResponse(failure, failureForm(environ))(environ, startResponse);
  };
}
