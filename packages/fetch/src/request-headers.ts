/** Header fields of an environ, as Fetch names them. */

import type { Environ } from '@tsgi/contract';

/** What the keys of environs come to. Clients choose most of them, so they are bounded. */
const MOST_REMEMBERED = 1024;
const LONGEST_REMEMBERED = 64;
const names = new Map<string, string>();

/** The header fields of a request by name, in lower case. */
export function requestHeaders(environ: Environ): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (const key in environ) {
    const name = names.get(key) ?? nameOf(key);
    if (name === '') continue;
    const value = (environ as unknown as Record<string, unknown>)[key];
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}

/** `''` for a key that is no header field's. */
function nameOf(key: string): string {
  const field = key.startsWith('HTTP_') ? key.slice(5) : key === 'CONTENT_TYPE' || key === 'CONTENT_LENGTH' ? key : '';
  const name = field.toLowerCase().replaceAll('_', '-');
  if (key.length > LONGEST_REMEMBERED) return name;
  if (names.size === MOST_REMEMBERED) names.clear();
  names.set(key, name);
  return name;
}
