/** The fields of an answer, as `Response` takes them. */

import type { FieldLines } from '@tsgi/serving';

/** The fields that were answered last. */
let last: FieldLines = [];
/** The same, once they have come again: a runtime copies its own `Headers` in half the time. */
let kept: Headers | undefined;

/** @param fields Those of the application. @param own What else is to be said. */
export function responseHeaders(fields: FieldLines, own: FieldLines): Headers | Record<string, string> {
  if (own.length > 0) return recordOf([...fields, ...own]);
  if (isSame(fields, last)) return (kept ??= headersOf(fields));
  last = fields;
  kept = undefined;
  return recordOf(fields);
}

function isSame(fields: FieldLines, others: FieldLines): boolean {
  if (fields.length !== others.length) return false;
  for (let i = 0; i < fields.length; i++) if (fields[i] !== others[i]) return false;
  return true;
}

/** A record costs less than `Headers`, where no name is repeated. */
function recordOf(fields: FieldLines): Headers | Record<string, string> {
  const record = Object.create(null) as Record<string, string>;
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!;
    if (name in record) return headersOf(fields);
    record[name] = fields[i + 1]!;
  }
  return record;
}

function headersOf(fields: FieldLines): Headers {
  const headers = new Headers();
  for (let i = 0; i < fields.length; i += 2) headers.append(fields[i]!, fields[i + 1]!);
  return headers;
}
