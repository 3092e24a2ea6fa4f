/** Conditional requests (RFC 9110 §13): whether a request may do what it asks, and whether its answer may be short. */

import { matchesETagList, strongMatch, weakMatch } from './etag.ts';
import { parseHttpDate } from './http-date.ts';
import { trimmed } from './split-list.ts';

/** What is read of a request: any environ is one. */
export interface ConditionalRequest {
  readonly REQUEST_METHOD: string;
  readonly HTTP_IF_MATCH?: string | undefined;
  readonly HTTP_IF_NONE_MATCH?: string | undefined;
  readonly HTTP_IF_MODIFIED_SINCE?: string | undefined;
  readonly HTTP_IF_UNMODIFIED_SINCE?: string | undefined;
  readonly HTTP_IF_RANGE?: string | undefined;
  readonly HTTP_RANGE?: string | undefined;
}

/** The representation that would be answered with, or that the request would change. */
export interface Validators {
  /** Its entity tag as it is sent, quotes and all; absent where it has none. */
  readonly etag?: string | undefined;
  /** When it was last modified, in milliseconds since 1970; as on the wire, fractions of a second do not count. */
  readonly lastModified?: number | undefined;
  /** Whether there is one at all. Default: true. */
  readonly exists?: boolean | undefined;
}

/**
 * What the preconditions leave to do: the method (`'proceed'`, a `Range` is to be ignored), the method with its `Range`
 * (`'range'`), or an answer with this status and no content.
 */
export type Verdict = 'proceed' | 'range' | 304 | 412;

/**
 * Evaluates the preconditions of a request in the order of RFC 9110 §13.2.2. To be asked when the answer would
 * otherwise be a 2xx (§13.2.1), and before the method does anything.
 */
export function evaluatePreconditions(request: ConditionalRequest, current: Validators): Verdict {
  const method = request.REQUEST_METHOD;
  // §13.2.1: what neither selects nor changes a representation has no preconditions.
  if (method === 'CONNECT' || method === 'OPTIONS' || method === 'TRACE') return 'proceed';
  const reads = method === 'GET' || method === 'HEAD';

  const ifMatch = request.HTTP_IF_MATCH;
  if (ifMatch !== undefined) {
    if (!listed(ifMatch, current, strongMatch)) return 412;
  } else if (request.HTTP_IF_UNMODIFIED_SINCE !== undefined) {
    if (modifiedSince(request.HTTP_IF_UNMODIFIED_SINCE, current) === true) return 412;
  }

  const ifNoneMatch = request.HTTP_IF_NONE_MATCH;
  if (ifNoneMatch !== undefined) {
    if (listed(ifNoneMatch, current, weakMatch)) return reads ? 304 : 412;
  } else if (reads && request.HTTP_IF_MODIFIED_SINCE !== undefined) {
    if (modifiedSince(request.HTTP_IF_MODIFIED_SINCE, current) === false) return 304;
  }
  return rangeApplies(request, current) ? 'range' : 'proceed';
}

/**
 * Whether `Range` is to be heeded (RFC 9110 §13.1.5, §14.2): the method is GET, there is a `Range`, and `If-Range`,
 * where there is one, names exactly this representation: by its entity tag, neither of them weak, or by its date.
 */
export function rangeApplies(request: ConditionalRequest, current: Validators): boolean {
  if (request.HTTP_RANGE === undefined || request.REQUEST_METHOD !== 'GET' || current.exists === false) return false;
  if (request.HTTP_IF_RANGE === undefined) return true;
  const ifRange = trimmed(request.HTTP_IF_RANGE);
  const { etag, lastModified } = current;
  // §13.1.5: a tag has a quote among its first three characters, and a date has none.
  if (ifRange.slice(0, 3).includes('"')) return etag !== undefined && strongMatch(ifRange, etag);
  return lastModified !== undefined && parseHttpDate(ifRange) === wholeSecond(lastModified);
}

/** Whether an `If-Match` or `If-None-Match` names the current representation: `*` names any that there is. */
function listed(field: string, { etag, exists = true }: Validators, match: typeof strongMatch): boolean {
  if (!exists) return false;
  return trimmed(field) === '*' || (etag !== undefined && matchesETagList(field, etag, match));
}

/** Whether the representation is newer than the date in `field`; `undefined`, to be ignored, where either is unknown. */
function modifiedSince(field: string, { lastModified, exists = true }: Validators): boolean | undefined {
  const since = parseHttpDate(trimmed(field));
  return since === undefined || lastModified === undefined || !exists ? undefined : wholeSecond(lastModified) > since;
}

function wholeSecond(time: number): number {
  return Math.floor(time / 1000) * 1000;
}
