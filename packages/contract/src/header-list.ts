/** Header lists: reading them, and making new ones. Names are compared without regard to case (RFC 9110 §5.1). */

import type { Header, HeaderList } from './application.ts';

/** The value of the field `name`; of repeated ones, all, joined with `, ` (RFC 9110 §5.3); `undefined` where it is missing. */
export function getHeader(headers: HeaderList, name: string): string | undefined {
  let combined: string | undefined;
  for (const [each, value] of headers) {
    if (sameName(each, name)) combined = combined === undefined ? value : `${combined}, ${value}`;
  }
  return combined;
}

/** Whether there is a field `name`. */
export function hasHeader(headers: HeaderList, name: string): boolean {
  return headers.some(([each]) => sameName(each, name));
}

/** A list in which `name` has this one value, where its first field stood, or at the end. */
export function setHeader(headers: HeaderList, name: string, value: string): HeaderList {
  const result: Header[] = [];
  let placed = false;
  for (const header of headers) {
    if (!sameName(header[0], name)) result.push(header);
    else if (!placed) {
      result.push([name, value]);
      placed = true;
    }
  }
  if (!placed) result.push([name, value]);
  return result;
}

/** A list with one more field, at the end; those of the same name stay. */
export function appendHeader(headers: HeaderList, name: string, value: string): HeaderList {
  return [...headers, [name, value]];
}

/** A list without the fields `name`. */
export function removeHeader(headers: HeaderList, name: string): HeaderList {
  return headers.filter(([each]) => !sameName(each, name));
}

function sameName(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}
