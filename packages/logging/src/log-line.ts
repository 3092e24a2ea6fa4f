/** One entry of a program's log, as one line of JSON. */

import { oneLine } from './escape.ts';
import type { Level } from './level.ts';
import { type PlainObject, plainFields } from './plain-value.ts';
import { REQUEST_ID, SPAN_ID, TRACE_ID } from './state-keys.ts';
import { isoTime } from './wall-clock.ts';

/** What an entry says. */
export interface LogEntry {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: Level;
  /** Not too long already. */
  readonly message: string;
  /** What it is about: its request and its trace. */
  readonly context: PlainObject;
  /** What a logger says with each of its entries, plain already. */
  readonly bound?: PlainObject | undefined;
  /** What the program says besides the message: anything. */
  readonly fields?: object | undefined;
}

/** Keys that are an entry's own. A field by such a name gets a `_`, so that no field can be taken for it. */
const OWN: ReadonlySet<string> = new Set(['time', 'level', 'message', REQUEST_ID, TRACE_ID, SPAN_ID]);

/**
 * An entry as a line, without its end: `{"time":"…","level":"info","message":"…", …}`. Whatever it says, it is one line,
 * and nothing in it moves a terminal's cursor: all control characters are escaped, those beyond ASCII too.
 */
export function logLine({ time, level, message, context, bound, fields }: LogEntry): string {
  let line = `{"time":"${isoTime(time)}","level":"${level}","message":${jsonString(message)}`;
  for (const key in context) line += `,"${key}":${jsonString(context[key] as string)}`;
  return `${line}${members(bound, fields)}}`;
}

/** Bound fields and others, those of the entry in the place of bound ones, each with a comma before it. */
function members(bound: PlainObject | undefined, fields: object | undefined): string {
  const outer = bound === undefined ? '' : flatMembers(bound, undefined);
  const inner = outer === undefined || fields === undefined ? '' : flatMembers(fields, bound);
  if (outer !== undefined && inner !== undefined) return outer + inner;
  const all = { ...bound, ...(fields === undefined ? undefined : plainFields(fields)) };
  const entries = Object.entries(all).map(([key, value]) => [OWN.has(key) ? `${key}_` : key, value] as const);
  return entries.length === 0 ? '' : `,${oneLine(JSON.stringify(Object.fromEntries(entries)).slice(1, -1))}`;
}

/** More than this is not for the short way. */
const MOST_MEMBERS = 50;
const MOST_CHARACTERS = 1_000;

/** The short way, for what most entries have: few fields, each a short text, a number, or a boolean. `undefined` for others. */
function flatMembers(fields: object, outer: object | undefined): string | undefined {
  let text = '';
  let left = MOST_MEMBERS;
  try {
    for (const key of Object.keys(fields)) {
      if (--left < 0 || key.length > MOST_CHARACTERS || OWN.has(key)) return undefined;
      if (outer !== undefined && Object.hasOwn(outer, key)) return undefined;
      const value = (fields as Record<string, unknown>)[key];
      if (typeof value === 'string') {
        if (value.length > MOST_CHARACTERS) return undefined;
        text += `,${jsonString(key)}:${jsonString(value)}`;
      } else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
        text += `,${jsonString(key)}:${value}`;
      } else return undefined;
    }
  } catch {
    // The long way tells of each field that throws.
    return undefined;
  }
  return text;
}

/** What stands in JSON as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function jsonString(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : oneLine(JSON.stringify(text));
}
