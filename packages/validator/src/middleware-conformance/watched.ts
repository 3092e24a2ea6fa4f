import type { Application } from '@tsgi/contract';

import { answering, type AnswerOptions } from '../conformance/application-kinds.ts';
import { serverOf } from './hand-server.ts';
import { observedBody, type ObservedBodyOptions } from './observed-body.ts';

/** An application that answers with an observed body. */
export function watched(body: ObservedBodyOptions = {}, head: AnswerOptions = {}): Application {
  return answering((environ) => observedBody(serverOf(environ), body), head);
}
