/** The `tracestate` field: what each tracing system on the way keeps for itself (W3C Trace Context, “Tracestate Header”). */

import { trimmed } from '@tsgi/http';

/** How many members a list may have. */
const MOST_MEMBERS = 32;
/** How many characters are passed on: as many as every system has to. */
const MOST_CHARACTERS = 512;
/** Members beyond this length are the first to go (“tracestate Limits”). */
const LONG_MEMBER = 128;
const MOST_KEY_CHARACTERS = 256;
const MOST_VALUE_CHARACTERS = 256;

/**
 * Reads a `tracestate`, and gives it as it is passed on: in its order, without what is empty, the first of each key.
 * `''` where there is nothing, and where a member is malformed or there are more than 32: the rest need not be
 * trusted either (“A traceparent is Received”). Where it has more than 512 characters, whole members are left out, those
 * of more than 128 first, then from the right.
 */
export function parseTraceState(field: string | undefined): string {
  if (field === undefined || field === '') return '';
  const members = new Map<string, string>();
  let count = 0;
  for (const each of field.split(',')) {
    const member = trimmed(each);
    if (member === '') continue;
    const equals = member.indexOf('=');
    if (++count > MOST_MEMBERS || equals < 0) return '';
    const key = member.slice(0, equals);
    if (!isKey(key) || !isValue(member, equals + 1)) return '';
    if (!members.has(key)) members.set(key, member);
  }
  const list = [...members.values()];
  const whole = list.join(',');
  return whole.length <= MOST_CHARACTERS ? whole : shortened(list);
}

function shortened(members: readonly string[]): string {
  const kept = [...members];
  let excess = members.reduce((sum, member) => sum + member.length + 1, -1) - MOST_CHARACTERS;
  for (const least of [LONG_MEMBER + 1, 0]) {
    for (let at = kept.length - 1; at >= 0; at--) {
      const { length } = kept[at]!;
      if (excess <= 0 || length < least) continue;
      kept.splice(at, 1);
      excess -= length + 1;
    }
  }
  return kept.join(',');
}

/** A lower-case letter or a digit, then these and `_`, `-`, `*`, `/`, `@`. */
function isKey(key: string): boolean {
  if (key === '' || key.length > MOST_KEY_CHARACTERS || !isKeyStart(key.charCodeAt(0))) return false;
  for (let i = 1; i < key.length; i++) {
    if (!isKeyStart(key.charCodeAt(i)) && !'_-*/@'.includes(key[i]!)) return false;
  }
  return true;
}

function isKeyStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** Visible ASCII and spaces, without `=`, and not empty. A comma has ended it, and spaces at its end are gone. */
function isValue(member: string, from: number): boolean {
  const length = member.length - from;
  if (length === 0 || length > MOST_VALUE_CHARACTERS) return false;
  for (let i = from; i < member.length; i++) {
    const code = member.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x3d) return false;
  }
  return true;
}
