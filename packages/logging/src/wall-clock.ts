/** Times as logs write them. The calendar is consulted once a second, not once a record. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What tells moments. Node finds its global by a function, which costs about as much as to ask what it finds. */
export const clock: Pick<Performance, 'now'> = performance;

/** What is to be added to a moment of `performance.now()`, and until when that is believed: clocks are set. */
let offset = Number.NaN;
let believedUntil = -Infinity;

/** Milliseconds since 1970 of a moment that `performance.now()` gave: one clock asked in place of two. */
export function wallTime(moment: number): number {
  if (moment >= believedUntil) {
    const now = clock.now();
    offset = Date.now() - now;
    believedUntil = now + 1000;
  }
  return moment + offset;
}

let commonSecond = Number.NaN;
let commonText = '';

/** A time as in the Common Log Format, in UTC: `[26/Nov/2026:10:48:23 +0000]`. */
export function commonTime(time: number): string {
  const second = Math.floor(time / 1000);
  if (second !== commonSecond) {
    const date = new Date(second * 1000);
    const iso = date.toISOString();
    commonText = `[${iso.slice(8, 10)}/${MONTHS[date.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000]`;
    commonSecond = second;
  }
  return commonText;
}

let isoMillis = Number.NaN;
let isoText = '';
let isoSecond = Number.NaN;
let isoStart = '';

/** A time as RFC 3339 has it, in UTC, with milliseconds: `2026-11-26T10:48:23.123Z`. */
export function isoTime(time: number): string {
  const millis = Math.floor(time);
  if (millis !== isoMillis) {
    isoMillis = millis;
    isoText = writeIso(millis);
  }
  return isoText;
}

function writeIso(millis: number): string {
  const second = Math.floor(millis / 1000);
  if (second !== isoSecond) {
    isoStart = new Date(second * 1000).toISOString().slice(0, 20);
    isoSecond = second;
  }
  const rest = millis - second * 1000;
  return `${isoStart}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`;
}
