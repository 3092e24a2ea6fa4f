import { HttpError, type HeaderList } from '@tsgi/contract';

import { type Issue, ValidationError } from './check-schema.ts';

/** What a client may know of a failure. */
export interface Failure {
  /** The status code, 400 to 599. */
  readonly status: number;
  /** What went wrong, in a sentence; `undefined` where the client is not to know more than the status. */
  readonly detail: string | undefined;
  readonly headers: HeaderList;
  /** What a schema found wrong; empty where it is about something else. */
  readonly issues: readonly Issue[];
}

/** What a client may know of an error: of an `HttpError` what it says, of any other that it is one. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof HttpError)) return { status: 500, detail: undefined, headers: [], issues: [] };
  const { status, expose, message, headers } = error;
  const issues = error instanceof ValidationError && expose ? error.issues : [];
  return { status, detail: expose && message !== '' ? message : undefined, headers, issues };
}
