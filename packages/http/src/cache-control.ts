/** `Cache-Control` (RFC 9111 §5.2). */

import { parseParameter } from './parameter.ts';
import { quote, tokenOrQuoted } from './quoted-string.ts';
import { splitList } from './split-list.ts';
import { isToken } from './token.ts';

/** Directives by their names: seconds as numbers, those without a value as true, and extensions, which may be anything. */
export interface CacheControl {
  readonly 'max-age'?: number | undefined;
  readonly 's-maxage'?: number | undefined;
  readonly 'max-stale'?: number | boolean | undefined;
  readonly 'min-fresh'?: number | undefined;
  readonly 'stale-while-revalidate'?: number | undefined;
  readonly 'stale-if-error'?: number | undefined;
  readonly 'no-cache'?: boolean | string | undefined;
  readonly private?: boolean | string | undefined;
  readonly public?: boolean | undefined;
  readonly 'no-store'?: boolean | undefined;
  readonly 'no-transform'?: boolean | undefined;
  readonly 'must-revalidate'?: boolean | undefined;
  readonly 'proxy-revalidate'?: boolean | undefined;
  readonly 'must-understand'?: boolean | undefined;
  readonly 'only-if-cached'?: boolean | undefined;
  readonly immutable?: boolean | undefined;
  readonly [extension: string]: string | number | boolean | undefined;
}

/** The directives whose value is a number of seconds. */
const SECONDS = new Set(['max-age', 's-maxage', 'max-stale', 'min-fresh', 'stale-while-revalidate', 'stale-if-error']);

/** What `max-age` and its kind mean at most: a larger number is this one (RFC 9111 §1.2.2). */
const MOST_SECONDS = 2 ** 31;

/**
 * The directives of a `Cache-Control`, names in lower case. Of one that is given twice the first counts; a member that
 * is malformed is left out, and so are seconds that are no number. The result has no prototype.
 */
export function parseCacheControl(field: string | undefined): CacheControl {
  const directives = Object.create(null) as Record<string, string | number | boolean>;
  if (field === undefined) return directives;
  for (const member of splitList(field)) {
    const [name, value] = parseParameter(member) ?? [];
    if (name === undefined || name in directives) continue;
    if (!SECONDS.has(name)) directives[name] = value ?? true;
    else if (value === undefined) {
      if (name === 'max-stale') directives[name] = true;
    } else if (/^\d+$/.test(value)) directives[name] = Math.min(Number(value), MOST_SECONDS);
  }
  return directives;
}

/**
 * Writes a `Cache-Control`: `formatCacheControl({ public: true, 'max-age': 31536000, immutable: true })`. What is false
 * or undefined is left out.
 * @throws {TypeError} for a name that is no token, and seconds that are no whole number from 0.
 */
export function formatCacheControl(directives: CacheControl): string {
  const members: string[] = [];
  for (const [name, value] of Object.entries(directives)) {
    if (value === undefined || value === false) continue;
    if (!isToken(name))
      throw new TypeError(`formatCacheControl(): a directive cannot be named ${JSON.stringify(name)}`);
    if (value === true) members.push(name);
    else if (typeof value === 'string') members.push(`${name}=${writtenText(name, value)}`);
    else if (Number.isSafeInteger(value) && value >= 0) members.push(`${name}=${value}`);
    else throw new TypeError(`formatCacheControl(): ${name} must be a whole number of seconds from 0, got ${value}`);
  }
  return members.join(', ');
}

/** Lists of field names are always quoted (§5.2.2.4, §5.2.2.7). */
function writtenText(name: string, value: string): string {
  if (SECONDS.has(name)) {
    throw new TypeError(`formatCacheControl(): ${name} must be a whole number of seconds from 0, got ${quote(value)}`);
  }
  return name === 'private' || name === 'no-cache' ? quote(value) : tokenOrQuoted(value);
}
