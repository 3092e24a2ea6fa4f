/** Byte ranges (RFC 9110 §14). */

import { trimmed } from './split-list.ts';

const DASH = 0x2d;

/** The bytes from `start` up to, not including, `end`: as `slice` and `tsgi.file_wrapper` count. Never empty. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Options of `parseRange`. */
export interface ParseRangeOptions {
  /** How many ranges a request may ask for. Default: 16. */
  readonly maximum?: number;
}

/**
 * The ranges that a `Range` field asks of a representation of `size` bytes, in the order in which they were asked for;
 * those that overlap or touch are one, and those that begin behind its end are left out.
 *
 * `'unsatisfiable'` where none is left: answer 416, with `unsatisfiedRange`. `undefined` where the field is to be
 * ignored and all of it sent: no field, another unit than bytes, malformed or reversed ranges, more than `maximum`
 * (§17.15), or the last bytes of what is empty, which no `Content-Range` can say.
 * @throws {TypeError} where `size` is not a whole number from 0.
 */
export function parseRange(
  field: string | undefined,
  size: number,
  options?: ParseRangeOptions,
): readonly ByteRange[] | 'unsatisfiable' | undefined {
  if (field === undefined) return undefined;
  checkSize(size, 'parseRange');
  const equals = field.indexOf('=');
  if (equals < 0 || trimmed(field, 0, equals).toLowerCase() !== 'bytes') return undefined;

  const maximum = options?.maximum ?? 16;
  const ranges: ByteRange[] = [];
  let asked = 0;
  for (let from = equals + 1; from <= field.length;) {
    const comma = field.indexOf(',', from);
    const to = comma < 0 ? field.length : comma;
    const spec = trimmed(field, from, to);
    from = to + 1;
    // §5.6.1.2: empty members of a list are no fault.
    if (spec === '') continue;
    asked++;
    const range = parseSpec(spec, size);
    if (range === undefined || asked > maximum) return undefined;
    if (range !== 'unsatisfiable') ranges.push(range);
  }
  if (asked === 0) return undefined;
  if (ranges.length === 0) return 'unsatisfiable';
  return ranges.length === 1 ? ranges : coalesce(ranges);
}

/**
 * The `Content-Range` of a part (RFC 9110 §14.4): `bytes 0-499/1234`.
 * @throws {TypeError} for a range that is empty or not within `size` bytes.
 */
export function contentRange({ start, end }: ByteRange, size: number): string {
  checkSize(size, 'contentRange');
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end <= start || end > size) {
    throw new TypeError(`contentRange(): ${start} to ${end} is no range within ${size} bytes`);
  }
  return `bytes ${start}-${end - 1}/${size}`;
}

/**
 * The `Content-Range` of a 416 (RFC 9110 §15.5.17): `bytes *` and the size there is, so that a client can ask again.
 * @throws {TypeError} where `size` is not a whole number from 0.
 */
export function unsatisfiedRange(size: number): string {
  checkSize(size, 'unsatisfiedRange');
  return `bytes */${size}`;
}

/** One of `0-499`, `500-` and `-500`; `undefined` where it is malformed or reversed. */
function parseSpec(spec: string, size: number): ByteRange | 'unsatisfiable' | undefined {
  const dash = spec.indexOf('-');
  if (dash < 0) return undefined;
  if (spec.charCodeAt(0) === DASH) {
    const length = digits(spec, 1, spec.length);
    if (Number.isNaN(length)) return undefined;
    if (length === 0) return 'unsatisfiable';
    return size === 0 ? undefined : { start: Math.max(0, size - length), end: size };
  }
  const start = digits(spec, 0, dash);
  const last = dash === spec.length - 1 ? Number.POSITIVE_INFINITY : digits(spec, dash + 1, spec.length);
  if (!(start <= last)) return undefined;
  return start < size ? { start, end: Math.min(size, last + 1) } : 'unsatisfiable';
}

/** A decimal number, however long: beyond what is exact it is only large. NaN where it is empty or not one. */
function digits(text: string, from: number, to: number): number {
  let value = from === to ? Number.NaN : 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = Math.min(Number.MAX_SAFE_INTEGER, value * 10 + digit);
  }
  return value;
}

/** Ranges that overlap or touch made one, each standing where the first of its parts was asked for (§15.3.7.2). */
function coalesce(ranges: readonly ByteRange[]): ByteRange[] {
  const sorted = ranges.map((range, order) => ({ ...range, order })).toSorted((a, b) => a.start - b.start);
  const merged: { start: number; end: number; order: number }[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) {
      last.end = Math.max(last.end, range.end);
      last.order = Math.min(last.order, range.order);
    } else merged.push(range);
  }
  return merged.toSorted((a, b) => a.order - b.order).map(({ start, end }) => ({ start, end }));
}

function checkSize(size: number, caller: string): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new TypeError(`${caller}(): the size must be a whole number from 0, got ${size}`);
  }
}
