import type { Application, HeaderList } from '@tsgi/contract';

import { inMemory } from './in-memory.ts';
import { makeHead, type ResponseOptions } from './response-options.ts';

const HEADERS: HeaderList = [['Content-Type', 'application/json']];

/**
 * Answers with a value as JSON (RFC 8259), which is written at once: later changes to the value do not show.
 * @throws {TypeError} for a value that has no JSON: `undefined`, a function, a BigInt, a circle.
 */
export function json(value: unknown, options?: ResponseOptions): Application {
  return inMemory(makeHead(200, HEADERS, options), toJson(value, 'json'));
}

/** Writes JSON. @throws {TypeError} for a value that has none. */
export function toJson(value: unknown, caller: string): string {
  // The declaration of JSON.stringify keeps quiet about undefined.
  const written = JSON.stringify(value) as string | undefined;
  if (written === undefined) throw new TypeError(`${caller}(): the value has no JSON, got ${typeof value}`);
  return written;
}
