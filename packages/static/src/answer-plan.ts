/** What a request gets of a representation: its head, and which bytes. */

import type { Environ, HeaderList, Status } from '@tsgi/contract';
import {
  type ByteRange,
  contentRange,
  evaluatePreconditions,
  multipartByteranges,
  type MultipartByteranges,
  parseRange,
  unsatisfiedRange,
} from '@tsgi/http';

import { withField } from './heads.ts';
import type { Heads, Representation } from './representation.ts';

/** An answer that is not begun. */
export interface AnswerPlan {
  readonly status: Status;
  readonly headers: HeaderList;
  /** The bytes to send, in order; none where there is no content. */
  readonly ranges: readonly ByteRange[];
  /** What stands around several ranges. */
  readonly framing?: MultipartByteranges;
}

const NONE: readonly ByteRange[] = [];

/** Whether a request can get anything but the whole: nearly none has a field that asks for it. */
export function isConditional(environ: Environ): boolean {
  return (
    environ.HTTP_IF_NONE_MATCH !== undefined ||
    environ.HTTP_IF_MODIFIED_SINCE !== undefined ||
    environ.HTTP_RANGE !== undefined ||
    environ.HTTP_IF_MATCH !== undefined ||
    environ.HTTP_IF_UNMODIFIED_SINCE !== undefined
  );
}

/** Evaluates preconditions and ranges (RFC 9110 §13.2.2, §14.2) against a representation. */
export function planAnswer(environ: Environ, heads: Heads, { coding, stamp: { size } }: Representation): AnswerPlan {
  if (!isConditional(environ)) return heads.whole;
  const verdict = evaluatePreconditions(environ, heads);
  if (verdict === 304) return { status: '304 Not Modified', headers: heads.bare, ranges: NONE };
  if (verdict === 412) return { status: '412 Precondition Failed', headers: heads.failed, ranges: NONE };
  if (verdict === 'range') {
    const ranges = parseRange(environ.HTTP_RANGE, size);
    if (ranges === 'unsatisfiable') {
      const headers: HeaderList = [...heads.failed, ['Content-Range', unsatisfiedRange(size)]];
      return { status: '416 Range Not Satisfiable', headers, ranges: NONE };
    }
    // Beside a multipart, Content-Encoding would say that the multipart is what is compressed.
    const several = ranges !== undefined && ranges.length > 1;
    if (ranges !== undefined && !(several && coding !== 'identity')) return partial(ranges, heads, size);
  }
  return heads.whole;
}

function partial(ranges: readonly ByteRange[], heads: Heads, size: number): AnswerPlan {
  const status = '206 Partial Content';
  const [only] = ranges;
  if (ranges.length === 1 && only !== undefined) {
    const headers: HeaderList = [
      ...withField(heads.full, 'Content-Length', String(only.end - only.start)),
      ['Content-Range', contentRange(only, size)],
    ];
    return { status, headers, ranges };
  }
  const { contentType } = heads;
  const framing = multipartByteranges(ranges, { size, contentType, boundary: crypto.randomUUID() });
  const headers = withField(
    withField(heads.full, 'Content-Length', String(framing.contentLength)),
    'Content-Type',
    framing.contentType,
  );
  return { status, headers, ranges, framing };
}
