import type { Application } from '@tsgi/contract';

import { makeHead, type ResponseOptions } from './response-options.ts';

/** Answers with a head alone. Its status is 204 unless told otherwise. */
export function empty(options?: ResponseOptions): Application {
  const { status, headers } = makeHead(204, [], options);
  return function response(_environ, startResponse) {
    startResponse(status, headers);
    return [];
  };
}
