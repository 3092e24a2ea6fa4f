import type { Body, Environ, StartResponse } from '@tsgi/contract';

import { planAnswer } from './answer-plan.ts';
import type { Entry } from './entry.ts';
import type { Representation } from './representation.ts';
import { sendContent, needsFile } from './send-plan.ts';
import { sendfileHead, type Sendfile } from './sendfile.ts';

/**
 * Answers with a file as far as its heads, and perhaps its bytes, are known.
 * @returns `undefined`, and nothing is begun, where the file has to be opened.
 */
export function answerFromMemory(
  entry: Entry,
  environ: Environ,
  startResponse: StartResponse,
  sendfile: Sendfile | undefined,
): Body | undefined {
  const representation = representationFor(entry, environ, sendfile);
  if (representation === undefined) {
    startResponse('406 Not Acceptable', [['Vary', 'Accept-Encoding']]);
    return [];
  }
  const { heads } = representation;
  if (heads === undefined) return undefined;
  if (sendfile !== undefined) {
    startResponse('200 OK', sendfileHead(sendfile, representation, heads));
    return [];
  }
  const plan = planAnswer(environ, heads, representation);
  return needsFile(environ, plan, representation)
    ? undefined
    : sendContent(plan, representation, environ, startResponse);
}

/** What is answered with; `undefined` where nothing is acceptable. With `sendfile`, codings are left to the server in front. */
export function representationFor(
  entry: Entry,
  environ: Environ,
  sendfile: Sendfile | undefined,
): Representation | undefined {
  return entry.chosen(sendfile === undefined ? environ.HTTP_ACCEPT_ENCODING : undefined);
}
