import type { Application } from '@tsgi/contract';

import { failureForm, failureResponse } from './failure-response.ts';

/** Answers 404, in HTML, JSON or text by `Accept`. `detail` says what is not there. */
export function notFound(detail?: string): Application {
  const failure = { status: 404, detail, headers: [], issues: [] };
  return function response(environ, startResponse) {
    return failureResponse(failure, failureForm(environ))(environ, startResponse);
  };
}
