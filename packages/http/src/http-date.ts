/** HTTP dates (RFC 9110 §5.6.7), as milliseconds since 1970, of whole seconds. */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const LONG_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The calendar repeats after 400 years, and `Date.UTC` takes a year below 100 for one of the twentieth century. */
const FOUR_CENTURIES = 146_097 * 86_400_000;

/**
 * The time that an HTTP date names, in any of its three forms: IMF-fixdate, RFC 850 (a year of two digits is never more
 * than 50 years ahead of `now`) and asctime. `undefined` where `text` is none of them or names no day of the calendar.
 * That the day of the week fits is not asked.
 */
export function parseHttpDate(text: string, now: number = Date.now()): number | undefined {
  if (text.length === 29) return parseFixdate(text);
  if (text.length === 24) return parseAsctime(text);
  const comma = text.length - 24;
  return comma >= 6 && comma <= 9 ? parseRfc850(text, comma, now) : undefined;
}

/** Of the last 64 seconds that were asked for, each where its number modulo 64 says: those of files, and the present. */
const seconds = new Float64Array(64).fill(Number.NaN);
const texts: string[] = Array.from(seconds, () => '');

/**
 * A time as IMF-fixdate, the one form that is sent: `Sun, 06 Nov 1994 08:49:37 GMT`. Fractions of a second are dropped.
 * @throws {TypeError} for what is no time, or a year that has not four digits.
 */
export function formatHttpDate(time: Date | number): string {
  const second = Math.floor(Number(time) / 1000);
  const slot = second & 63;
  if (seconds[slot] === second) return texts[slot]!;
  const date = new Date(second * 1000);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) {
    throw new TypeError(`formatHttpDate(): the time must be one of the years 0 to 9999, got ${Number(time)}`);
  }
  // ECMAScript says of this method (§21.4.4.43) exactly what RFC 9110 says of IMF-fixdate.
  const text = date.toUTCString();
  seconds[slot] = second;
  texts[slot] = text;
  return text;
}

/** `Sun, 06 Nov 1994 08:49:37 GMT` */
function parseFixdate(text: string): number | undefined {
  if (!DAYS.includes(text.slice(0, 3)) || !text.startsWith(', ', 3) || !text.endsWith(' GMT')) return undefined;
  if (text[7] !== ' ' || text[11] !== ' ' || text[16] !== ' ') return undefined;
  return toTime(number(text, 12, 4), month(text, 8), number(text, 5, 2), timeOfDay(text, 17));
}

/** `Sun Nov  6 08:49:37 1994` */
function parseAsctime(text: string): number | undefined {
  if (!DAYS.includes(text.slice(0, 3)) || text[3] !== ' ' || text[7] !== ' ') return undefined;
  if (text[10] !== ' ' || text[19] !== ' ') return undefined;
  const day = text[8] === ' ' ? number(text, 9, 1) : number(text, 8, 2);
  return toTime(number(text, 20, 4), month(text, 4), day, timeOfDay(text, 11));
}

/** `Sunday, 06-Nov-94 08:49:37 GMT`, whose first comma is at `comma`. */
function parseRfc850(text: string, comma: number, now: number): number | undefined {
  if (!LONG_DAYS.includes(text.slice(0, comma)) || !text.startsWith(', ', comma)) return undefined;
  if (!text.endsWith(' GMT') || text[comma + 4] !== '-' || text[comma + 8] !== '-') return undefined;
  if (text[comma + 11] !== ' ') return undefined;
  const bound = new Date(now);
  const century = Math.floor(bound.getUTCFullYear() / 100) * 100;
  bound.setUTCFullYear(bound.getUTCFullYear() + 50);
  const inYear = (year: number): number | undefined =>
    toTime(year, month(text, comma + 5), number(text, comma + 2, 2), timeOfDay(text, comma + 12));
  const year = century + number(text, comma + 9, 2);
  const time = inYear(year);
  // Asked of the year too: 29 February of a year that is too far ahead may exist only a century before.
  return (time ?? Date.UTC(year)) > bound.getTime() ? inYear(year - 100) : time;
}

/** The decimal number in `count` digits at `from`; NaN, which no comparison holds for, where one is not a digit. */
function number(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}

function month(text: string, from: number): number {
  return MONTHS.indexOf(text.slice(from, from + 3));
}

/** `08:49:37` in milliseconds; the second 60 is a leap second (RFC 5322 §3.3). NaN where it is no time of a day. */
function timeOfDay(text: string, from: number): number {
  const hour = number(text, from, 2);
  const minute = number(text, from + 3, 2);
  const second = number(text, from + 6, 2);
  const valid = hour <= 23 && minute <= 59 && second <= 60 && text[from + 2] === ':' && text[from + 5] === ':';
  return valid ? ((hour * 60 + minute) * 60 + second) * 1000 : Number.NaN;
}

function toTime(year: number, monthIndex: number, day: number, ofDay: number): number | undefined {
  if (monthIndex < 0 || Number.isNaN(ofDay) || Number.isNaN(year)) return undefined;
  const leap = monthIndex === 1 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (!(day >= 1 && day <= MONTH_DAYS[monthIndex]! + (leap ? 1 : 0))) return undefined;
  return Date.UTC(year + 400, monthIndex, day) - FOUR_CENTURIES + ofDay;
}
