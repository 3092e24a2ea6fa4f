/** Methods as labels: few, whatever clients send (OpenTelemetry's semantic conventions for HTTP). */

import { isToken } from '@tsgi/http';

/** RFC 9110 §9, RFC 5789, and the method QUERY. */
const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'QUERY', 'TRACE', 'CONNECT'] as const;

/** What stands for every other method. */
export const OTHER = '_OTHER';

/** The name of a method as telemetry has it: itself, or `_OTHER`. */
export type KnownMethod = (method: string) => string;

/** Checks which methods are known, once for many requests. @throws {TypeError} for a method that is no token. */
export function knownMethods(methods: readonly string[] = METHODS, caller: string): KnownMethod {
  if (!Array.isArray(methods) || !methods.every((method) => typeof method === 'string' && isToken(method))) {
    throw new TypeError(`${caller}(): methods must be a list of names of methods, got ${JSON.stringify(methods)}`);
  }
  const known = new Set(methods);
  // Case-sensitive, as methods are (RFC 9110 §9.1).
  return (method) => (known.has(method) ? method : OTHER);
}
