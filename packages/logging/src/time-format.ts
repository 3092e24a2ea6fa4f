/** Times in the forms that Apache's `%{…}t` asks for. */

import type { AccessRecord } from './access-record.ts';
import type { Directive } from './directive.ts';
import { oneLine } from './escape.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** As much of strftime(3) as can be said in UTC and English. */
const STRFTIME: Readonly<Record<string, (date: Date) => string>> = {
  '%': () => '%',
  a: (date) => DAYS[date.getUTCDay()]!.slice(0, 3),
  A: (date) => DAYS[date.getUTCDay()]!,
  b: (date) => MONTHS[date.getUTCMonth()]!.slice(0, 3),
  B: (date) => MONTHS[date.getUTCMonth()]!,
  D: (date) => `${pad(date.getUTCMonth() + 1)}/${pad(date.getUTCDate())}/${pad(date.getUTCFullYear() % 100)}`,
  d: (date) => pad(date.getUTCDate()),
  e: (date) => String(date.getUTCDate()).padStart(2),
  F: (date) => date.toISOString().slice(0, 10),
  H: (date) => pad(date.getUTCHours()),
  I: (date) => pad(date.getUTCHours() % 12 || 12),
  j: (date) => pad(1 + Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / 86_400_000), 3),
  m: (date) => pad(date.getUTCMonth() + 1),
  M: (date) => pad(date.getUTCMinutes()),
  p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  R: (date) => date.toISOString().slice(11, 16),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  S: (date) => pad(date.getUTCSeconds()),
  T: (date) => date.toISOString().slice(11, 19),
  y: (date) => pad(date.getUTCFullYear() % 100),
  Y: (date) => String(date.getUTCFullYear()),
  z: () => '+0000',
  Z: () => 'UTC',
};

/** Apache's own words, of milliseconds since 1970. */
const WORDS: Readonly<Record<string, (time: number) => string>> = {
  sec: (time) => String(Math.floor(time / 1000)),
  msec: (time) => String(Math.floor(time)),
  usec: (time) => String(Math.floor(time * 1000)),
  msec_frac: (time) => pad(Math.floor(time) % 1000, 3),
  usec_frac: (time) => pad(Math.floor(time * 1000) % 1_000_000, 6),
};

/** The directive of `%{format}t`: of the beginning, or with `end:` before it, of the end; `undefined` for what is none. */
export function timeFormat(format: string): Directive | undefined {
  const [, when, form = ''] = /^(begin:|end:)?(.+)$/s.exec(format) ?? [];
  const write = writer(form);
  if (write === undefined) return undefined;
  const moment = when === 'end:' ? (record: AccessRecord) => record.time + record.durationMs : beginning;
  return { text: (record) => write(moment(record)), safe: true, watched: { times: when === 'end:' } };
}

function beginning(record: AccessRecord): number {
  return record.time;
}

function writer(form: string): ((time: number) => string) | undefined {
  if (Object.hasOwn(WORDS, form)) return WORDS[form];
  const parts = oneLine(form).match(/%[^]|[^%]+|%/g) ?? [];
  const known = parts.every((part) => !part.startsWith('%') || Object.hasOwn(STRFTIME, part.slice(1)));
  if (!known || !form.includes('%')) return undefined;
  return (time) => {
    const date = new Date(time);
    return parts.map((part) => (part.startsWith('%') ? STRFTIME[part.slice(1)]!(date) : part)).join('');
  };
}
