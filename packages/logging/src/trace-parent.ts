/** The `traceparent` field: where in a trace a request was made (W3C Trace Context, “Traceparent Header”). */

import { trimmed } from '@tsgi/http';

/** What a `traceparent` says. */
export interface TraceParent {
  /** Of the whole trace: 32 lower-case hexadecimal digits, not all zero. */
  readonly traceId: string;
  /** Of the caller's operation: 16 lower-case hexadecimal digits, not all zero. */
  readonly spanId: string;
  /** A bit field: 1 where the caller records the trace, 2 where the trace's id is random (Level 2). */
  readonly flags: number;
}

/** The flag by which a caller says that it records the trace. */
export const SAMPLED = 1;
/** The flag that says that the right-most seven bytes of the trace's id are random. */
export const RANDOM = 2;

/** `00-` 32 digits `-` 16 digits `-` 2 digits. */
const LENGTH = 55;
const DASH = 0x2d;

/**
 * Reads a `traceparent`. `undefined` where there is none, or it is malformed: the trace then begins here (“A traceparent
 * is Received”). Of a later version what version 00 knows is read, where a dash or nothing follows it (“Versioning of
 * traceparent”).
 */
export function parseTraceParent(field: string | undefined): TraceParent | undefined {
  if (field === undefined || field.length < LENGTH) return undefined;
  const text = field.length === LENGTH ? field : trimmed(field);
  const [dashVersion, dashTrace, dashSpan] = [text.charCodeAt(2), text.charCodeAt(35), text.charCodeAt(52)];
  if (dashVersion !== DASH || dashTrace !== DASH || dashSpan !== DASH) return undefined;
  if (!isHex(text, 0, 2) || !isHex(text, 3, 35) || !isHex(text, 36, 52) || !isHex(text, 53, 55)) return undefined;
  if (text.startsWith('ff')) return undefined;
  if (text.length > LENGTH && (text.startsWith('00') || text.charCodeAt(LENGTH) !== DASH)) return undefined;
  const traceId = text.slice(3, 35);
  const spanId = text.slice(36, 52);
  if (isZero(traceId) || isZero(spanId)) return undefined;
  return { traceId, spanId, flags: Number.parseInt(text.slice(53, 55), 16) & (SAMPLED | RANDOM) };
}

/** A `traceparent` of version 00. */
export function formatTraceParent({ traceId, spanId, flags }: TraceParent): string {
  return `00-${traceId}-${spanId}-0${flags & (SAMPLED | RANDOM)}`;
}

/** Whether there are only digits and the letters a to f, in lower case. */
function isHex(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (!(code >= 0x30 && code <= 0x39) && !(code >= 0x61 && code <= 0x66)) return false;
  }
  return true;
}

function isZero(id: string): boolean {
  for (let i = 0; i < id.length; i++) {
    if (id.charCodeAt(i) !== 0x30) return false;
  }
  return true;
}
