import type { Application } from '@tsgi/contract';

import { refusal } from './refusal.ts';

/** Answers 404, in HTML, JSON or text by `Accept`. `detail` says what is not there. */
export function notFound(detail?: string): Application {
  return refusal(404, detail);
}
