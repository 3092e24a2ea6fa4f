/** Format strings, of Apache's kind (`%h %l %u`) and of gunicorn's (`%(h)s`), compiled once. */

import type { AccessRecord } from './access-record.ts';
import { apacheDirective } from './apache-directives.ts';
import { type Directive, loggedStatus, nothing } from './directive.ts';
import { bareText, flat, oneLine, quotedText } from './escape.ts';
import { gunicornDirective } from './gunicorn-directives.ts';
import { LineBytes } from './line-bytes.ts';
import { bothWatched, type LineFormat, type Watched } from './line-format.ts';

/** The Common Log Format, as the first web servers wrote it. */
export const COMMON = '%h %l %u %t "%r" %>s %b';
/** The same with where the client came from and what it is. */
export const COMBINED: string = `${COMMON} "%{Referer}i" "%{User-Agent}i"`;

/** A place in a line: a text, or what makes one of a record. */
type Place = string | ((record: AccessRecord) => string);

/** `%%`, `%(name)s`, or `%`, perhaps statuses, perhaps `<` or `>`, perhaps an argument in braces, and a letter. */
const DIRECTIVE = /%(?:(%)|\(([^)]*)\)s|(!?\d{3}(?:,\d{3})*)?[<>]?(?:\{([^}]*)\})?([A-Za-z]))/y;

/**
 * Compiles a format string.
 * @param caller The function whose option it is, for the error.
 * @throws {TypeError} that says where in it something is no directive.
 */
export function compileFormat(format: string, caller: string): LineFormat {
  const places: Place[] = [];
  let watched: Watched = { times: false, headers: false, content: false };
  let quoted = false;
  for (let at = 0; at < format.length;) {
    const next = format.indexOf('%', at);
    const end = next === -1 ? format.length : next;
    const text = oneLine(format.slice(at, end));
    if (text !== '') places.push(text);
    // What stands between quotes may hold spaces, what does not may not.
    if (text.replaceAll('\\"', '').split('"').length % 2 === 0) quoted = !quoted;
    if (next === -1) break;
    DIRECTIVE.lastIndex = next;
    const match = DIRECTIVE.exec(format);
    const found = match === null ? undefined : directiveOf(match);
    if (match === null || found === undefined) throw unknown(format, next, match?.[0], caller);
    watched = bothWatched(watched, { times: false, headers: false, content: false, ...found.watched });
    places.push(found === nothing ? '-' : forStatuses(match[3], placeOf(found, quoted)));
    at = DIRECTIVE.lastIndex;
  }
  const line = lineOf(joined(places));
  return { line, bytes: rememberedBytes(line), watched };
}

function directiveOf([, percent, identifier, , argument, letter = '']: RegExpExecArray): Directive | undefined {
  if (percent !== undefined) return { text: () => '%', safe: true };
  return identifier === undefined ? apacheDirective(letter, argument) : gunicornDirective(identifier);
}

function placeOf({ text, safe = false, empty = '-' }: Directive, quoted: boolean): (record: AccessRecord) => string {
  if (safe) return text as (record: AccessRecord) => string;
  const escaped = quoted ? quotedText : bareText;
  // What is the same as in the record before is not looked through again.
  let last: string | undefined;
  let written = empty;
  return (record) => {
    const value = text(record);
    if (value === last) return written;
    last = value;
    written = value === undefined || value === '' ? empty : escaped(value);
    return written;
  };
}

/** `%400,501{User-Agent}i` logs for these statuses only, `%!200i` for all others; else `-`. */
function forStatuses(condition: string | undefined, place: (record: AccessRecord) => string): typeof place {
  if (condition === undefined) return place;
  const wanted = !condition.startsWith('!');
  const statuses = new Set(condition.replace('!', '').split(',').map(Number));
  return (record) => (statuses.has(loggedStatus(record)) === wanted ? place(record) : '-');
}

/** Texts that follow each other become one. */
function joined(places: readonly Place[]): Place[] {
  const result: Place[] = [];
  for (const place of places) {
    const before = result.at(-1);
    if (typeof place === 'string' && typeof before === 'string') result[result.length - 1] = before + place;
    else result.push(place);
  }
  return result;
}

/** About so many places in a row stay the same together from record to record: who and when, what, and by which way. */
const RUN = 6;

function lineOf(places: readonly Place[]): (record: AccessRecord) => string {
  const runs: Place[] = [];
  for (let at = 0; at < places.length; at += RUN) runs.push(remembered(places.slice(at, at + RUN)));
  return remembered(runs);
}

/** Several places as one, whose text is put together where one of theirs is another than in the record before. */
function remembered(places: readonly Place[]): (record: AccessRecord) => string {
  const texts = places.map((place) => (typeof place === 'string' ? place : ''));
  let whole = texts.join('');
  return (record) => {
    let same = true;
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      if (typeof place === 'string') continue;
      const text = place(record);
      if (text === texts[i]) continue;
      texts[i] = text;
      same = false;
    }
    if (same) return whole;
    let changed = '';
    for (const text of texts) changed += text;
    return (whole = flat(changed));
  };
}

/** Most records of a second that are alike have the very same line. */
function rememberedBytes(line: (record: AccessRecord) => string): (record: AccessRecord) => Uint8Array {
  const bytes = new LineBytes();
  let last: string | undefined;
  return (record) => {
    const text = line(record);
    if (text === last) return bytes.bytes;
    last = text;
    return bytes.encode(text);
  };
}

function unknown(format: string, at: number, directive: string | undefined, caller: string): TypeError {
  const what = JSON.stringify(directive ?? format.slice(at, at + 2));
  return new TypeError(
    `${caller}(): format has the unknown directive ${what} at position ${at} of ${JSON.stringify(format)}`,
  );
}
