/** `Content-Type` (RFC 9110 §8.3). */

import { format, isTypeValid, parse } from 'content-type';

/** A media type, taken apart. */
export interface ContentType {
  /** `type/subtype`, in lower case. */
  readonly type: string;
  /** Its parameters: names in lower case, values as they are. It has no prototype. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Takes a `Content-Type` apart. `undefined` where there is none, or its media type is malformed. */
export function parseContentType(field: string | undefined): ContentType | undefined {
  if (field === undefined || field === '') return undefined;
  const { type, parameters } = parse(field);
  return isTypeValid(type) ? { type, parameters } : undefined;
}

/** The charset that a `Content-Type` names, in lower case; `undefined` where it names none. */
export function charsetOf(field: string | undefined): string | undefined {
  return parseContentType(field)?.parameters['charset']?.toLowerCase();
}

/**
 * Writes a `Content-Type`: `formatContentType('text/html', { charset: 'utf-8' })`.
 * @throws {TypeError} for a type or a parameter that cannot be written.
 */
export function formatContentType(type: string, parameters: Readonly<Record<string, string>> = {}): string {
  return format({ type, parameters });
}
