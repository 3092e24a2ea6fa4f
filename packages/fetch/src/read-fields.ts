/** The fields of a `Request` into an environ: what it costs most to read of one. */

import type { Environ } from '@tsgi/contract';
import { fieldKey } from '@tsgi/serving';

/** `Headers` as Bun has them: they tell how many names there are. */
type CountedHeaders = Headers & { readonly count?: number };

/** The fields that a request had. */
interface FieldNames {
  readonly names: readonly string[];
  /** The key of each, or `''`. */
  readonly keys: readonly string[];
}

/** The names that were there last, by their number. They are the clients' choice, so they are bounded. */
const MOST_REMEMBERED = 64;
const remembered: (FieldNames | undefined)[] = [];

/** Puts all fields into `environ`. `Headers` have joined what is repeated, but for `Set-Cookie`. */
export function readFields(environ: Environ, headers: CountedHeaders): void {
  const fields = environ as unknown as Record<string, string>;
  const { count } = headers;
  if (count === undefined || count >= MOST_REMEMBERED) {
    headers.forEach((value, name) => put(fields, fieldKey(name), value, headers));
  } else if (!readRemembered(fields, headers, remembered[count])) {
    const read = readAndRemember(fields, headers);
    // Each `Set-Cookie` counts, and would stand for a name that is not there.
    remembered[count] = read.names.length === count ? read : undefined;
  }
}

/** Reads the fields by the names of the last time: as many, and where all are there, there are no others. Bun reads by name at half the cost. */
function readRemembered(fields: Record<string, string>, headers: Headers, last: FieldNames | undefined): boolean {
  if (last === undefined) return false;
  const { names, keys } = last;
  for (let i = 0; i < names.length; i++) {
    const value = headers.get(names[i]!);
    if (value === null) return false;
    put(fields, keys[i]!, value, headers);
  }
  return true;
}

function readAndRemember(fields: Record<string, string>, headers: Headers): FieldNames {
  const names: string[] = [];
  const keys: string[] = [];
  headers.forEach((value, name) => {
    const key = fieldKey(name);
    put(fields, key, value, headers);
    if (names.at(-1) === name) return;
    names.push(name);
    keys.push(key);
  });
  return { names, keys };
}

function put(fields: Record<string, string>, key: string, value: string, headers: Headers): void {
  if (key === 'HTTP_SET_COOKIE') fields[key] = headers.getSetCookie().join(', ');
  else if (key !== '' && (value !== '' || key !== 'CONTENT_TYPE')) fields[key] = value;
}
