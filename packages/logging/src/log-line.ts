/** One entry of a program's log, as one line of JSON. */

import type { Level } from './level.ts';
import type { PlainObject } from './plain-value.ts';

/** What an entry says beside its fields. */
export interface LogEntry {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: Level;
  readonly message: string;
  /** What it is about: its request and its trace. */
  readonly context: PlainObject;
  /** What the program says, plain already. */
  readonly fields: PlainObject;
}

/** Keys that are an entry's own. A field by such a name gets a `_`, so that no field can be taken for it. */
const OWN: ReadonlySet<string> = new Set(['time', 'level', 'message']);

/**
 * An entry as a line, without its end: `{"time":"…","level":"info","message":"…", …}`. Whatever it says, it is one line,
 * and nothing in it moves a terminal's cursor: all control characters are escaped, those beyond ASCII too.
 */
export function logLine({ time, level, message, context, fields }: LogEntry): string {
  const head = JSON.stringify({ time: new Date(time).toISOString(), level, message, ...context });
  const rest = JSON.stringify(distinct(fields, context));
  return escaped(rest === '{}' ? head : `${head.slice(0, -1)},${rest.slice(1)}`);
}

function distinct(fields: PlainObject, context: PlainObject): PlainObject {
  const isTaken = (key: string): boolean => OWN.has(key) || Object.hasOwn(context, key);
  const entries = Object.entries(fields);
  if (!entries.some(([key]) => isTaken(key))) return fields;
  return Object.fromEntries(entries.map(([key, value]) => [isTaken(key) ? `${key}_` : key, value]));
}

/** DEL, the control characters C1, and the two line ends of Unicode: JSON lets them stand. */
const BEYOND_JSON = /[\u007f-\u009f\u2028\u2029]/g;

function escaped(json: string): string {
  return json.replaceAll(BEYOND_JSON, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
