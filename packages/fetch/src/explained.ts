/** What a handler's failure means that comes of a light request. */

import { LightRequest } from './light-request.ts';

/** An error that says what to do, where `error` is this runtime's refusal of a light request; else `error` itself. */
export function explained(error: unknown, request: Request): unknown {
  if (!(error instanceof TypeError) || !LightRequest.is(request) || error.message !== refusalOf(request)) return error;
  return new TypeError(
    'fromFetch(): the handler gave its request to new Request() or fetch(), which take only the own requests of this ' +
      'runtime: give them request.clone(), or set nativeRequests: true',
    { cause: error },
  );
}

/** The words of runtimes differ, so this one is asked. */
function refusalOf(request: Request): string | undefined {
  try {
    void new Request(request);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : undefined;
  }
}
