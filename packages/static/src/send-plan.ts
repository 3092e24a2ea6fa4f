import { type Body, type Environ, fileBody, type StartResponse } from '@tsgi/contract';

import type { AnswerPlan } from './answer-plan.ts';
import { byterangesBody, byterangesOf } from './byteranges-body.ts';
import type { Representation } from './representation.ts';
import type { Opened } from './root-folder.ts';
import { UnchangingFile } from './unchanging-file.ts';

/** Whether a plan needs bytes that are not in memory. */
export function needsFile(environ: Environ, plan: AnswerPlan, { content }: Representation): boolean {
  return content === undefined && plan.ranges.length > 0 && environ.REQUEST_METHOD !== 'HEAD';
}

/** Answers from memory. */
export function sendContent(
  plan: AnswerPlan,
  { content }: Representation,
  environ: Environ,
  startResponse: StartResponse,
): Body {
  startResponse(plan.status, plan.headers);
  if (content === undefined || plan.ranges.length === 0 || environ.REQUEST_METHOD === 'HEAD') return [];
  if (plan.framing !== undefined) return byterangesOf(content, plan.ranges, plan.framing);
  const { start, end } = plan.ranges[0]!;
  return [end - start === content.byteLength ? content : content.subarray(start, end)];
}

/** Answers from a file, which is the body's from then on. */
export function sendFile(
  plan: AnswerPlan,
  { file, stamp }: Opened,
  { name }: Representation,
  environ: Environ,
  startResponse: StartResponse,
): Body {
  const { status, headers, ranges, framing } = plan;
  const unchanging = new UnchangingFile(file, name, stamp, new Set(ranges.map(({ end }) => end)));
  startResponse(status, headers);
  if (framing !== undefined) return byterangesBody(unchanging, ranges, framing);
  const wrap = environ['tsgi.file_wrapper'] ?? fileBody;
  return wrap(unchanging, ranges[0]);
}
