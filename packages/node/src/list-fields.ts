/** Fields whose values add up, where a layer in front has set some on the response and the application gives more. */

import type { ServerResponse } from 'node:http';

import type { FieldLines } from '@tsgi/serving';

export const LIST_FIELDS: ReadonlySet<string> = new Set(['set-cookie', 'vary', 'link']);

/** A head with what was set of these before, whose place it would take. */
export function withListsBefore(response: ServerResponse, fields: FieldLines): FieldLines {
  const names = response.getHeaderNames();
  if (names.length === 0) return fields;
  const before: string[] = [];
  for (const name of names) {
    if (LIST_FIELDS.has(name)) for (const value of [response.getHeader(name)].flat()) before.push(name, String(value));
  }
  return [...before, ...fields];
}
