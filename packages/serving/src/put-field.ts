/** Request header fields into an environ, for servers whose transport gives them by name and value. */

import type { Environ } from '@tsgi/contract';

/** The keys of names that have come. Clients choose the names, so the map is bounded. */
const MOST_REMEMBERED = 1024;
const LONGEST_REMEMBERED = 64;
const keys = new Map<string, string>();

/**
 * Puts one field into `environ`: a repeated one is joined (rule E20), one whose name has `_` is left out (rule E21).
 * @param name A token, in any letter case.
 */
export function putField(environ: Environ, name: string, value: string): void {
  const key = fieldKey(name);
  if (key === '') return;
  const fields = environ as unknown as Record<string, string | undefined>;
  const before = fields[key];
  if (before !== undefined) fields[key] = key === 'HTTP_COOKIE' ? `${before}; ${value}` : `${before}, ${value}`;
  else if (value !== '' || key !== 'CONTENT_TYPE') fields[key] = value;
}

/** The key that a field stands under: `HTTP_ACCEPT`; `''` for a name with `_`, which is left out. */
export function fieldKey(name: string): string {
  return keys.get(name) ?? keyOf(name);
}

function keyOf(name: string): string {
  const upper = name.toUpperCase();
  let key = '';
  if (upper === 'CONTENT-TYPE' || upper === 'CONTENT-LENGTH') key = upper.replace('-', '_');
  else if (!name.includes('_')) key = `HTTP_${upper.replaceAll('-', '_')}`;
  if (name.length > LONGEST_REMEMBERED) return key;
  if (keys.size === MOST_REMEMBERED) keys.clear();
  keys.set(name, key);
  return key;
}
